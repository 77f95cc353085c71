/**
 * Builds the addon of the installed @tensorflow/tfjs-node-gpu, whose own install script fetches a library from a
 * storage bucket that many networks do not reach. The library is taken from TensorFlow's package for Python instead.
 *
 *     node scripts/tensorflow.mjs [--cuda]     Linux on x86-64, with g++ and python3 with pip
 *
 * Without --cuda it is TensorFlow for the CPU (207 MB). With it, TensorFlow for NVIDIA's GPUs, which wants CUDA 12 and
 * cuDNN 9 on the machine and computes on the CPU without them. What was fetched stays in the system's folder for
 * temporary files; an addon that is there already is left alone.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { cuda: { type: 'boolean', default: false } } });
const wheel = values.cuda ? 'tensorflow==2.18.1' : 'tensorflow-cpu==2.15.1';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const packageFolder = path.join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
const headers = path.join(root, 'node_modules', 'node-api-headers', 'include');
const addon = path.join(packageFolder, 'lib', 'napi-v8', 'tfjs_binding.node');
const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

const run = (command, args) => execFileSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

/** The libraries and headers of a wheel, in a folder that is whole once it has its name. */
function fetched() {
  const folder = path.join(os.tmpdir(), `modescope-${wheel.replace('==', '-')}`);
  if (fs.existsSync(folder)) return folder;
  const scratch = fs.mkdtempSync(`${folder}-`);
  try {
    console.log(`Fetching ${wheel} from PyPI …`);
    const platforms = ['manylinux2014_x86_64', 'manylinux_2_17_x86_64'].flatMap((each) => ['--platform', each]);
    const only = ['--no-deps', '--only-binary=:all:', '--python-version', '3.10', ...platforms];
    run('python3', ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', ...only, '-d', scratch, wheel]);
    const file = fs.readdirSync(scratch).find((each) => each.endsWith('.whl'));
    const wanted = String.raw`tensorflow/(libtensorflow_(cc|framework)\.so\.2$|include/(.*/)?(tsl/|tensorflow/c/|tensorflow/core/platform/).*\.h$)`;
    const unpack =
      'import re, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nz.extractall(sys.argv[2], [n for n in z.namelist() if re.match(sys.argv[3], n)])';
    run('python3', ['-c', unpack, path.join(scratch, file), scratch, wanted]);
    fs.rmSync(path.join(scratch, file));
    fs.renameSync(scratch, folder);
  } catch (error) {
    fs.rmSync(scratch, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

function build() {
  const tensorflow = path.join(fetched(), 'tensorflow');
  const beside = path.join(packageFolder, 'deps', 'lib');
  fs.mkdirSync(beside, { recursive: true });
  fs.mkdirSync(path.dirname(addon), { recursive: true });
  for (const name of libraries) {
    fs.rmSync(path.join(beside, name), { force: true });
    fs.symlinkSync(path.join(tensorflow, name), path.join(beside, name));
  }
  const include = path.join(tensorflow, 'include');
  const vendored = ['tsl', 'xla'].map((name) => path.join(include, 'external', `local_${name}`));
  console.log('Building the addon …');
  run('g++', [
    ...['-shared', '-fPIC', '-O2', '-std=c++17', '-w'],
    ...['-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION', '-D_GLIBCXX_USE_CXX11_ABI=1'],
    ...[headers, include, ...vendored, path.dirname(packageFolder)].map((folder) => `-I${folder}`),
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => path.join(packageFolder, 'binding', name)),
    ...['-o', `${addon}.new`],
    ...libraries.map((name) => path.join(beside, name)),
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
  ]);
  fs.renameSync(`${addon}.new`, addon);
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error('This is for Linux on x86-64; elsewhere: npm rebuild @tensorflow/tfjs-node-gpu');
  process.exit(1);
}
if (!fs.existsSync(packageFolder)) {
  console.error('@tensorflow/tfjs-node-gpu is not installed; run npm ci first');
  process.exit(1);
}
if (!fs.existsSync(addon)) build();
console.log(`The engine "tensorflow" has its addon: ${path.relative(root, addon)}`);
