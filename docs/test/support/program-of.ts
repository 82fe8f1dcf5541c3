import * as surroundings from './surroundings.ts';

const importStatement = /^import [^;]*;$/gm;

/** An example made a whole program: its imports, what it leaves to its reader, and the rest where `return` may stand. */
export function programOf(source: string): string {
  const imports = [...source.matchAll(importStatement)].map(([statement]) => statement);
  const body = source.replaceAll(importStatement, '');
  const left = Object.keys(surroundings).filter((name) => isUsed(name, body) && !isDeclared(name, source));
  const others = left.length === 0 ? [] : [`import { ${left.join(', ')} } from './surroundings.ts';`];
  return [...imports, ...others, 'async function example() {', body, '}', 'await example();', ''].join('\n');
}

const isUsed = (name: string, body: string): boolean =>
  new RegExp(String.raw`(?<![.\w])${name}\b(?!:)`).test(body);
const isDeclared = (name: string, source: string): boolean =>
  new RegExp(String.raw`\bconst ${name}\b|^import \{[^}]*\b${name}\b`, 'm').test(source);
