/** Prints the name of the engine that `auto` is here: what a trainer that starts now would take. */
import { chooseEngine } from './index.ts';

const { name } = await chooseEngine('auto');
process.stdout.write(`${name}\n`);
