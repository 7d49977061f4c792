#!/usr/bin/env node
// Runs the program of this platform, which is a package of its own, as if it had been called itself: with its arguments,
// streams, signals and exit status.
'use strict';

const { spawn } = require('node:child_process');
const { isatty } = require('node:tty');

const platform = `${process.platform}-${process.arch}`;
const file = process.platform === 'win32' ? 'sql-driver-telemetry.exe' : 'sql-driver-telemetry';

function fail(what) {
  console.error(`sql-driver-telemetry: ${what}`);
  process.exit(2);
}

let program;
try {
  program = require.resolve(`sql-driver-telemetry-${platform}/${file}`);
} catch {
  fail(`no program for ${platform} is installed: there is none, or npm was told to leave optional dependencies out`);
}

// A terminal sends Ctrl-C to the program, too, which would take it for the second one.
const interruptsItself = [0, 1, 2].some((stream) => isatty(stream));
process.on('SIGINT', () => interruptsItself || child.kill('SIGINT'));
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// What it does may be seen, and a signal sent, before the call has returned: nothing may be caught later than this.
const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
child.on('error', (error) => fail(error.message));
child.on('exit', (status, signal) => {
  if (signal === null) process.exit(status);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
