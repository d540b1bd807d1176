import { found, type Located, located, optional, type Shape } from '../source/shape.ts';
import { type Salvaged, salvageRecord } from './salvage.ts';
import type { ArmBody } from './scenario.ts';
import { commissioningList } from './shape-commissioning.ts';
import { driversList } from './shape-drivers.ts';
import { fundingList } from './shape-funding.ts';
import { namedEntries, someText } from './shape-names.ts';
import { parameterMap } from './shape-parameters.ts';
import { practicesList } from './shape-practices.ts';
import { servicesList } from './shape-services.ts';
import { workforceList } from './shape-workforce.ts';

const bodyFields = {
  doc: optional(someText, 'what it stands for, in a sentence or two'),
  funding: optional(fundingList, 'cuts, rescues, inflation and the ring-fence'),
  commissioning: optional(
    commissioningList,
    'retenders, improvements, extensions and failures of contracts; kinds of system; commissioners',
  ),
  workforce: optional(workforceList, 'turnover, pay, vacancy freezes, training and caseloads'),
  services: optional(servicesList, 'services that open, close, swap money, are withdrawn or offloaded'),
  practices: optional(practicesList, 'what the area adopts beyond what it does today'),
  drivers: optional(driversList, 'what the world does, whatever the treatment system does'),
  parameters: optional(parameterMap, 'parameters of the model that are set, each with its reason'),
};

/** What an arm may say. */
export const armFields = {
  label: optional(located(someText), 'its name in tables and charts; absent: the name of the arm'),
  ...bodyFields,
};

/** What one file says that every arm shares. */
export type CommonFile = Salvaged<typeof bodyFields>;
/** What one file says of an arm. */
export type ArmFile = Salvaged<typeof armFields>;
/** An arm and the place of its name. */
export interface NamedArm {
  readonly name: Located<string>;
  readonly body: ArmFile;
}

/** What a body does, with nothing where it says nothing. */
export const bodyOf = (body: CommonFile | undefined): ArmBody => ({
  funding: body?.funding ?? [],
  commissioning: body?.commissioning ?? [],
  workforce: body?.workforce ?? [],
  services: body?.services ?? [],
  practices: body?.practices ?? [],
  drivers: body?.drivers ?? [],
  parameters: body?.parameters ?? [],
});

/** The `common` part of a scenario. */
export const commonBody: Shape<CommonFile> = salvageRecord('the common part', bodyFields);

const strictArm = salvageRecord('an arm', armFields);

/** An arm that says nothing does nothing. One that cannot be read does too, so that its name stays known. */
const armBody: Shape<ArmFile> = {
  ...strictArm,
  schema: { ...strictArm.schema, type: ['object', 'null'] },
  read(node, faults) {
    const body = node.kind === 'map' ? strictArm.read(node, faults) : undefined;
    if (node.kind !== 'map' && !(node.kind === 'scalar' && node.value === null))
      faults.error('source/expected', node.place, `expected an arm, found ${found(node)}`);
    return body ?? { place: node.place, keyPlaces: {} };
  },
};

/** The `arms` of a scenario, in the order written. */
export const armMap: Shape<readonly NamedArm[]> = namedEntries(
  ['as_now', 'big_bang', 'evolution'],
  armBody,
  (name, body) => ({ name, body }),
);

/** The definitions that the schema of an arm refers to. */
export const armDefinitions = {
  ...fundingList.definition,
  ...commissioningList.definition,
  ...workforceList.definition,
  ...servicesList.definition,
  ...practicesList.definition,
  ...driversList.definition,
  ...parameterMap.definition,
};
