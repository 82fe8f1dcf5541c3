/** Requires every module that the arguments name, and prints how many. */
const modules = process.argv.slice(2);
for (const specifier of modules) require(specifier);
console.log(modules.length);
