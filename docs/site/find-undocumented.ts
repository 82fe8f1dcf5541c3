import { DeclarationReflection, type ProjectReflection, type Reflection, ReflectionKind } from 'typedoc';

/** What users meet by name: with options, events and rows, the properties count most. */
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

/** The exported symbols, and the members of them, that have no doc comment: each once, with the file it is declared in. */
export function findUndocumented(project: ProjectReflection): readonly string[] {
  const found = new Map<string, string>();
  for (const reflection of kinds.flatMap((kind) => project.getReflectionsByKind(kind))) {
    if (isDocumented(reflection) || isWithinParameter(reflection) || isWireFormat(reflection)) continue;
    const symbol = project.getSymbolIdFromReflection(reflection);
    // What comes from a library, such as `Symbol.asyncDispose`, has no path here.
    if (symbol === undefined || !symbol.packagePath.startsWith('src/')) continue;
    if (!symbol.packageName.startsWith('@licenses-usage/')) continue;
    // An inherited member is documented, or not, where it is declared.
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
  // A function is documented by its signatures, and a field that can have one value alone by that value.
  const signatures = [...(reflection.signatures ?? []), reflection.getSignature, reflection.setSignature];
  const isLiteral = reflection.type?.type === 'literal' || reflection.name === 'asyncDispose';
  return isLiteral || signatures.some((signature) => signature?.hasComment());
}

/** What a function asks of an argument in place is said where the function is. */
function isWithinParameter(reflection: Reflection): boolean {
  const { parent } = reflection;
  return parent !== undefined && (parent.kindOf(ReflectionKind.Parameter) || isWithinParameter(parent));
}

/** The wire format is written from the description, which documents every property of its models itself. */
function isWireFormat(reflection: Reflection): boolean {
  let ancestor: Reflection | undefined = reflection;
  while (ancestor !== undefined && !ancestor.kindOf(ReflectionKind.Module)) ancestor = ancestor.parent;
  return ancestor?.name === '@licenses-usage/client/schema';
}
