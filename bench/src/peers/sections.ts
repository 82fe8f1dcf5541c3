import { measureFleet } from './cases/fleet.ts';
import { measureLatency } from './cases/latency.ts';
import { measureLine } from './cases/line.ts';
import { measurePage } from './cases/page.ts';
import { measureSmallAnswer } from './cases/small-answer.ts';
import { measureThrottling } from './cases/throttling.ts';
import { measureTypes } from './cases/types.ts';
import { measureWalk } from './cases/walk.ts';
import { measureWeight } from './cases/weight.ts';
import type { Server } from './measure.ts';
import type { Scale, Section } from './results.ts';

/** The sections, in the order of measurement and display. */
export const sections = {
  small: measureSmallAnswer,
  page: measurePage,
  line: measureLine,
  walk: measureWalk,
  latency: measureLatency,
  fleet: measureFleet,
  throttling: measureThrottling,
  weight: (_: Server, scale: Scale) => measureWeight(scale),
  types: () => measureTypes(),
} satisfies Record<string, (server: Server, scale: Scale) => Promise<Section>>;

export type SectionName = keyof typeof sections;

export function isSectionName(name: string): name is SectionName {
  return Object.hasOwn(sections, name);
}
