import { DeclarationReflection, type ProjectReflection, type Reflection, ReflectionKind } from 'typedoc';

/** The kinds of symbols that users see by name. For options, events and rows, the properties matter most. */
const kinds = [
  ReflectionKind.Variable,
  ReflectionKind.Function,
  ReflectionKind.Class,
  ReflectionKind.Interface,
  ReflectionKind.TypeAlias,
  ReflectionKind.Property,
  ReflectionKind.Method,
  ReflectionKind.Accessor,
];

/** The exported symbols, and their members, without a doc comment: each once, with its file. */
export function findUndocumented(project: ProjectReflection): readonly string[] {
  const found = new Map<string, string>();
  for (const reflection of kinds.flatMap((kind) => project.getReflectionsByKind(kind))) {
    if (isDocumented(reflection) || isWithinParameter(reflection) || isWireFormat(reflection)) continue;
    const symbol = project.getSymbolIdFromReflection(reflection);
    // A library's symbol, such as `Symbol.asyncDispose`, has no path here.
    if (symbol === undefined || !symbol.packagePath.startsWith('src/')) continue;
    if (!symbol.packageName.startsWith('@licenses-usage/')) continue;
    // An inherited member counts at its declaration.
    const key = `${symbol.packageName}/${symbol.packagePath}:${symbol.pos}`;
    if (!found.has(key)) {
      const declared = `${symbol.packageName}/${symbol.packagePath}`;
      found.set(key, `${reflection.getFriendlyFullName()} (${declared})`);
    }
  }
  return [...found.values()];
}

function isDocumented(reflection: Reflection): boolean {
  if (reflection.hasComment()) return true;
  if (!(reflection instanceof DeclarationReflection)) return false;
  // A function is documented by its signatures, and a field with a single possible value by that value.
  const signatures = [...(reflection.signatures ?? []), reflection.getSignature, reflection.setSignature];
  const isLiteral = reflection.type?.type === 'literal' || reflection.name === 'asyncDispose';
  return isLiteral || signatures.some((signature) => signature?.hasComment());
}

/** Inline types of parameters are documented at the function. */
function isWithinParameter(reflection: Reflection): boolean {
  const { parent } = reflection;
  return parent !== undefined && (parent.kindOf(ReflectionKind.Parameter) || isWithinParameter(parent));
}

/** The wire format is generated from the description, which documents every property itself. */
function isWireFormat(reflection: Reflection): boolean {
  let ancestor: Reflection | undefined = reflection;
  while (ancestor !== undefined && !ancestor.kindOf(ReflectionKind.Module)) ancestor = ancestor.parent;
  return ancestor?.name === '@licenses-usage/client/schema';
}
