/**
 * Takes the place of @vscode/spdlog, which would have to be compiled: the same interface, plain appends.
 */
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  constructor(_type, name, file) {
    this.name = name;
    this.file = file;
    this.level = levels.indexOf('info');
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }

  write(level, message) {
    if (level < this.level) return;
    const line = this.raw ? message : `${new Date().toISOString()} [${levels[level]}] ${message}\n`;
    try {
      fs.appendFileSync(this.file, line);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error; // the server's folder is already gone: it is being stopped
    }
  }

  getLevel() {
    return this.level;
  }

  setLevel(level) {
    this.level = level;
  }

  setPattern() {
    this.raw = true;
  }

  clearFormatters() {
    this.raw = true;
  }

  flush() {}
  drop() {}
}

for (const [level, name] of levels.entries()) {
  Logger.prototype[name === 'warning' ? 'warn' : name] = function log(message) {
    this.write(level, message);
  };
}

const create = (name, file) => Promise.resolve(new Logger('rotating', name, file));

// One assignment each: names are read off the text where this is imported as a module.
exports.version = 1;
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
