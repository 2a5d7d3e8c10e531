import { readFileSync } from 'node:fs';
import type { Case } from '#domain/policy/case-shape.ts';
import type { PackProblem } from '#domain/policy/pack-problem.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { joinSections } from './pack-sections.ts';
import { readCase, readCases } from './reading/read-case.ts';
import type { Reading } from './reading/read-node.ts';
import { parseYamlText, type TextNode } from './reading/yaml-text.ts';

export interface LoadedCases {
  readonly cases: readonly Case[];
  /** Everything wrong with the file, in order of its text; the cases around a broken one are still there. */
  readonly problems: readonly PackProblem[];
}

/** The cases of a YAML file: a list of cases, a single one, or those a pack's file carries. Throws when it cannot be opened. */
export function loadCaseFile(path: string): LoadedCases {
  return parseCases(readFileSync(path, 'utf8'), path);
}

/** The cases in `text`; `file` names it in problems. */
export function parseCases(text: string, file: string): LoadedCases {
  const { root, problems } = parseYamlText(file, text);
  const reading: Reading = {
    problems: [...problems],
    references: [],
    head: { id: '', from: plainDate('1900-01-01') },
  };
  if (root === null) {
    reading.problems.push({
      code: 'wrong-shape',
      place: { file, line: 1, column: 1 },
      facts: { wanted: 'list', found: 'nothing' },
    });
    return { cases: [], problems: reading.problems };
  }
  const cases = casesIn(root, reading);
  const order = reading.problems.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  return { cases: cases.filter((each) => each !== undefined), problems: order };
}

/** A file with a pack's top-level keys carries its cases under `cases`; the rest of it is read with the pack. */
function casesIn(root: TextNode, reading: Reading): readonly (Case | undefined)[] {
  if (root.kind !== 'map') return readCases(root, reading) ?? [];
  const keys = root.entries.map((entry) => entry.key);
  if (!keys.includes('pack') && !keys.includes('cases')) return [readCase(root, reading)];
  const cases = joinSections([root], reading).get('cases');
  return cases === undefined ? [] : (readCases(cases, reading) ?? []);
}
