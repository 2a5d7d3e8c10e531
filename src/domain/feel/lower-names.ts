import type { SyntaxNode } from '@lezer/common';
import { findEntry } from '#domain/dictionary/dictionary.ts';
import { type NameProblem, type ResolvedName, resolveName } from '#domain/dictionary/name-scope.ts';
import type { Core, Span } from './core.ts';
import { core, type Lowering, refuse, spanOf, textOf } from './lowering.ts';
import { children, operands } from './syntax.ts';

type Lookup = { readonly ok: true; readonly core: Core } | { readonly ok: false; readonly problem: NameProblem };

/** The name a path stands for, or undefined with the problem recorded. */
export function lowerName(node: SyntaxNode, at: Lowering): Core | undefined {
  const spaced = spacedName(node);
  if (spaced) return refuse(at, 'name-with-space', spaced, { name: textOf(at, spaced) });
  const found = lookUp(node, at);
  if (!found) return refuse(at, 'unsupported', node, { what: 'list-as-value' });
  return found.ok ? found.core : refuse(at, found.problem.code, node, found.problem.facts);
}

/** As `lowerName`, recording nothing; undefined when `node` is no plain path of names. */
export function lookUp(node: SyntaxNode, at: Lowering): Lookup | undefined {
  const path = pathOf(node, at);
  if (!path) return undefined;
  const local = findLocal(path, at, node);
  if (local) return local;
  const found = resolveName(at.scope, path);
  return found.ok ? { ok: true, core: nameCore(found.name, path, node, at) } : found;
}

/** The field of a record-typed item, or undefined when it has none of that name. */
export function fieldOf(record: Core, name: string, span: Span, at: Lowering): Core | undefined {
  if (record.kind !== 'item' || record.type.kind !== 'record') return undefined;
  const entry = findEntry(at.scope.dictionary, record.type.of, name);
  if (!entry) return undefined;
  const field = core({ kind: 'field', slot: record.slot, of: record.type.of, name }, entry.type, span);
  if (entry.values) at.words.set(field, entry.values);
  return field;
}

function findLocal(path: readonly string[], at: Lowering, node: SyntaxNode): Lookup | undefined {
  const [first = '', second] = path;
  for (const local of at.locals.toReversed()) {
    if (local.name === undefined) {
      const field = path.length === 1 ? fieldOf(local.core, first, node, at) : undefined;
      if (field) return { ok: true, core: field };
    } else if (local.name === first) {
      if (second === undefined) return { ok: true, core: { ...local.core, span: spanOf(node) } };
      const field = path.length === 2 ? fieldOf(local.core, second, node, at) : undefined;
      return field
        ? { ok: true, core: field }
        : { ok: false, problem: { code: 'unknown-name', facts: { name: path.join('.') } } };
    }
  }
  return undefined;
}

function nameCore(name: ResolvedName, path: readonly string[], node: SyntaxNode, at: Lowering): Core {
  switch (name.kind) {
    case 'fact': {
      const { entry } = name;
      const fact = core({ kind: 'fact', of: entry.of, name: entry.name, path: path.join('.') }, name.type, node);
      if (entry.values) at.words.set(fact, entry.values);
      return fact;
    }
    case 'parameter':
      return core({ kind: 'parameter', name: name.name }, name.type, node);
    case 'step':
      return core({ kind: 'step', step: name.step, field: name.field }, name.type, node);
    case 'given':
      return core({ kind: 'given', name: name.name }, name.type, node);
  }
}

function pathOf(node: SyntaxNode, at: Lowering): string[] | undefined {
  if (node.name === 'VariableName') return [textOf(at, node)];
  if (node.name !== 'PathExpression') return undefined;
  const [base, name] = operands(node);
  const before = base && pathOf(base, at);
  return before && name ? [...before, textOf(at, name)] : undefined;
}

// The grammar lets several words make one name (`大病 30 种`); ours are one word each.
function spacedName(node: SyntaxNode): Span | undefined {
  if (node.name === 'PathExpression') {
    for (const part of operands(node)) {
      const found = spacedName(part);
      if (found) return found;
    }
    return undefined;
  }
  const isWord = node.name === 'VariableName' || node.name === 'PathName';
  return isWord && children(node).length > 1 ? spanOf(node) : undefined;
}
