import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { type DemoLeads, readDemoLeads } from './demo-leads.ts';
import { type DemoNames, type DemoSettings, readDemoNames, readDemoSettings } from './demo-settings.ts';

/** Settings, names and story of a demonstration from its folder (`demo/COUNTY`). Throws a ZodError naming what is wrong. */
export function loadDemo(folder: string): {
  settings: DemoSettings;
  names: DemoNames;
  leads: DemoLeads;
} {
  const read = (name: string): unknown => parse(readFileSync(path.join(folder, name), 'utf8'));
  return {
    settings: readDemoSettings(read('settings.yaml')),
    names: readDemoNames(read('names.yaml')),
    leads: readDemoLeads(read('leads.yaml')),
  };
}
