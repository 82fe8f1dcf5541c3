/** A declaration of a public type, without its documentation. */
export interface Declaration {
  /** Overloads of a function are one declaration. */
  readonly name: string;
  readonly text: string;
}

const head =
  /^(?:\/\/.*\n)*(?:export )?(?:declare )?(?:abstract )?(?:interface|class|type|function|const|let|enum|namespace) ([\w$]+)/;

/** Splits declarations at empty lines. */
export function readDeclarations(text: string): readonly Declaration[] {
  const texts = new Map<string, string>();
  for (const block of text.split(/\n{2,}/).map((one) => one.trim())) {
    if (block === '') continue;
    // A statement without a name, such as `export { Page }`, is identified by its whole text.
    const name = head.exec(block)?.[1] ?? block;
    const before = texts.get(name);
    texts.set(name, before === undefined ? block : `${before}\n${block}`);
  }
  return [...texts].map(([name, block]) => ({ name, text: block }));
}

export function isExported({ text }: Declaration): boolean {
  return /^export /m.test(text);
}
