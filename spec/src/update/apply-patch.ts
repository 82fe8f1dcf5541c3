import { jsonpath } from 'json-p3';
import { format } from 'oxfmt';
import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import { isRecord } from '../is-record.ts';

type Path = readonly (string | number)[];

/** Whether a parsed file is a patch rather than a description. */
export function isPatch(parsed: unknown): parsed is Record<string, unknown> {
  return isRecord(parsed) && !('openapi' in parsed && 'paths' in parsed);
}

/**
 * Applies a patch to the text of a description and keeps its comments, anchors and layout: an OpenAPI Overlay 1.0
 * when the patch has `overlay` and `actions`, else a JSON Merge Patch (RFC 7396).
 *
 * @throws Error naming an action that is malformed, or whose target is missing, so that it would change nothing.
 */
export async function applyPatch(text: string, patch: Record<string, unknown>): Promise<string> {
  const document = parseDocument(text);
  if ('overlay' in patch) applyOverlay(document, patch);
  else merge(document, [], patch);
  return await write(document);
}

/** Sets values at their places in the text of a description, and keeps the rest of it. */
export async function setValues(
  text: string,
  values: readonly { readonly path: readonly string[]; readonly value: unknown }[],
): Promise<string> {
  const document = parseDocument(text);
  for (const { path, value } of values) set(document, path, value);
  return await write(document);
}

async function write(document: Document): Promise<string> {
  const { code } = await format('openapi.yaml', document.toString({ lineWidth: 0 }), {
    printWidth: 110,
    singleQuote: true,
  });
  return code;
}

/** RFC 7396: objects are merged, null removes a member, and anything else replaces the old value. */
function merge(document: Document, path: Path, patch: unknown): void {
  if (!isRecord(patch) || !isMap(nodeAt(document, path))) return set(document, path, withoutNulls(patch));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) remove(document, [...path, key]);
    else merge(document, [...path, key], value);
  }
}

function withoutNulls(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNulls(member)]));
}

/** Applies actions one after another; each sees the result of the previous one. */
function applyOverlay(document: Document, { overlay, actions }: Record<string, unknown>): void {
  if (typeof overlay !== 'string' || !overlay.startsWith('1.0.') || !Array.isArray(actions)) {
    throw new Error(`An overlay of version 1.0 with a list of actions was expected, not ${String(overlay)}.`);
  }
  for (const action of actions) {
    if (!isRecord(action) || typeof action['target'] !== 'string') {
      throw new Error(`An action of the overlay has no target: ${JSON.stringify(action)}`);
    }
    const { target, update, remove: isRemoval } = action;
    const found = locationsOf(target, document);
    if (found.length === 0) throw new Error(`Nothing in the description is at ${target}.`);
    // From the end, so that the indices of a list stay valid while items are removed.
    for (const path of found.toReversed()) {
      if (isRemoval === true) remove(document, path);
      else overlayAt(document, path, update);
    }
  }
}

function locationsOf(target: string, document: Document): readonly Path[] {
  try {
    return jsonpath.query(target, document.toJS()).nodes.map(({ location }) => location);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The target ${target} of the overlay is no JSONPath: ${reason}`, { cause: error });
  }
}

/** Objects are merged, lists get another item, and anything else is replaced. Null is an ordinary value. */
function overlayAt(document: Document, path: Path, update: unknown): void {
  const node = nodeAt(document, path);
  if (isSeq(node)) {
    keepForAliases(document, path);
    for (const item of Array.isArray(update) ? update : [update]) node.add(createNode(document, item));
  } else if (isMap(node) && isRecord(update)) {
    for (const [key, value] of Object.entries(update)) overlayAt(document, [...path, key], value);
  } else {
    set(document, path, update);
  }
}

function set(document: Document, path: Path, value: unknown): void {
  ownParents(document, path);
  keepForAliases(document, path);
  document.setIn(path, createNode(document, value));
}

/** Lists of plain values stay on one line, as in the description. */
function createNode(document: Document, value: unknown) {
  const node = document.createNode(value);
  visit(node, {
    Seq: (_key, list) => {
      if (list.items.every((item) => isScalar(item))) list.flow = true;
    },
  });
  return node;
}

function remove(document: Document, path: Path): void {
  ownParents(document, path);
  keepForAliases(document, path);
  document.deleteIn(path);
}

/** The node at a path. An alias on the way is replaced by a copy, because a change applies only to this place. */
function nodeAt(document: Document, path: Path): unknown {
  ownParents(document, [...path, '']);
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

function ownParents(document: Document, path: Path): void {
  for (const length of path.keys()) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isAlias(node)) {
      const copy = node.resolve(document)?.clone();
      if (isMap(copy) || isSeq(copy)) delete copy.anchor;
      document.setIn(path.slice(0, length), copy);
    }
  }
}

/** A change applies to one place: aliases of it, or of a part of it, keep the old value. */
function keepForAliases(document: Document, path: Path): void {
  for (const length of path.keys()) passAnchorOn(document, document.getIn(path.slice(0, length), true));
  const changed = document.getIn(path, true);
  if (!isNode(changed)) return;
  visit(changed, { Value: (_key, node) => passAnchorOn(document, node) });
}

/** The first alias becomes a copy with the anchor, and the others refer to it. */
function passAnchorOn(document: Document, node: unknown): void {
  if (!(isMap(node) || isSeq(node) || isScalar(node)) || node.anchor === undefined) return;
  const { anchor } = node;
  delete node.anchor;
  const copy: unknown = node.clone();
  if (!(isMap(copy) || isSeq(copy) || isScalar(copy))) return;
  visit(copy, {
    Value: (_key, part) => {
      delete part.anchor;
    },
  });
  copy.anchor = anchor;
  visit(document, {
    Alias: (key, { source }, path) => {
      if (source !== anchor) return undefined;
      const parent = path.at(-1);
      if (isPair(parent)) parent.value = copy;
      else if (isSeq(parent) && typeof key === 'number') parent.items[key] = copy;
      return visit.BREAK;
    },
  });
}
