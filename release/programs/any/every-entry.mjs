/** Imports every module that the arguments name, and prints how many. */
import process from 'node:process';

const modules = process.argv.slice(2);
for (const specifier of modules) await import(specifier);
console.log(modules.length);
