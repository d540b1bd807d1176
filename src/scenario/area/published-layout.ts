import type { FigureDimension } from './figure.ts';

/** How one figure of an area file is taken from the rows and columns of the export. */
export interface PublishedLayout {
  readonly name: string;
  readonly doc: string;
  readonly unit: string;
  /** One number from the row of everybody; or one for each group; or one for each group and age. */
  readonly rows: 'total' | 'group' | 'group_age';
  /** The columns whose counts are added up, or one column for each element of a further dimension. */
  readonly columns:
    | readonly string[]
    | { readonly dimension: FigureDimension; readonly byElement: Readonly<Record<string, string>> };
  /** Set where a figure that is zero in every cell means that the year was recorded in another way. */
  readonly zeroMeansNotRecorded?: true;
}

const timeBands = (ending: string) => ({
  dimension: 'time_band' as const,
  byElement: {
    under_1_year: `lengthintreatment_under1year_${ending}`,
    one_to_2: `lengthintreatment_1to2years_${ending}`,
    two_to_4: `lengthintreatment_2to4years_${ending}`,
    four_to_6: `lengthintreatment_4to6years_${ending}`,
    over_6: `lengthintreatment_over6years_${ending}`,
  },
});

/** Every figure that is imported, in the order in which an area file lists them. */
export const PUBLISHED_LAYOUT: readonly PublishedLayout[] = [
  {
    name: 'people_in_treatment',
    doc: 'Adults in treatment at any time in the year, by group and age. Rounded cells: their sum may miss the total.',
    unit: 'people',
    rows: 'group_age',
    columns: ['intreatment_allintx'],
  },
  {
    name: 'people_in_treatment_by_group',
    doc: 'Adults in treatment at any time in the year, by group (rounded once, unlike the sum over ages).',
    unit: 'people',
    rows: 'group',
    columns: ['intreatment_allintx'],
  },
  {
    name: 'people_in_treatment_total',
    doc: 'Adults in treatment at any time in the year. Not the caseload on a day.',
    unit: 'people',
    rows: 'total',
    columns: ['intreatment_allintx'],
  },
  {
    name: 'new_presentations',
    doc: 'Adults who started treatment in the year, by group and age; each counted once.',
    unit: 'people/year',
    rows: 'group_age',
    columns: ['newpresentation_newtx'],
  },
  {
    name: 'new_presentations_by_group',
    doc: 'Adults who started treatment in the year, by group (rounded once, unlike the sum over ages).',
    unit: 'people/year',
    rows: 'group',
    columns: ['newpresentation_newtx'],
  },
  {
    name: 'exits_completed',
    doc: 'Adults who left in the year having completed treatment successfully.',
    unit: 'people/year',
    rows: 'group',
    columns: ['exits_successfulcompletion_allintx'],
  },
  {
    name: 'exits_dropped_out',
    doc: 'Adults who left in the year without completing or moving to other care: dropped out, treatment declined, treatment withdrawn, moved away, no appropriate treatment, not known, other and inconsistent records together.',
    unit: 'people/year',
    rows: 'group',
    columns: [
      'exits_droppedout_allintx',
      'exits_treatmentdeclined_allintx',
      'exits_treatmentwithdrawn_allintx',
      'exits_movedaway_allintx',
      'exits_noappropriatetreatment_allintx',
      'exits_notknown_allintx',
      'exits_other_allintx',
      'exits_inconsistent_allintx',
    ],
  },
  {
    name: 'exits_transferred',
    doc: 'Adults who left in the year for other care in the community: transferred (not in custody) and referred on together.',
    unit: 'people/year',
    rows: 'group',
    columns: ['exits_transferrednotincustody_allintx', 'exits_referredon_allintx'],
  },
  {
    name: 'exits_to_prison',
    doc: 'Adults who left in the year because they went to prison: prison and transferred in custody together.',
    unit: 'people/year',
    rows: 'group',
    columns: ['exits_prison_allintx', 'exits_transferredincustody_allintx'],
  },
  {
    name: 'exits_died',
    doc: 'Adults who died in the year while in treatment, of any cause. Rounded: a small area may show 0 or 5.',
    unit: 'people/year',
    rows: 'group',
    columns: ['exits_died_allintx'],
  },
  {
    name: 'time_in_treatment',
    doc: 'Adults in treatment in the year by how long they had been in treatment without a break.',
    unit: 'people',
    rows: 'group',
    columns: timeBands('allintx'),
  },
  {
    name: 'time_in_treatment_at_exit',
    doc: 'Adults who left in the year by how long they had been in treatment.',
    unit: 'people/year',
    rows: 'group',
    columns: timeBands('exits_allintx'),
  },
  {
    name: 'first_waits',
    doc: 'First interventions started in the year by how long the person waited; one person may have several.',
    unit: 'event/year',
    rows: 'group',
    columns: {
      dimension: 'wait',
      byElement: {
        up_to_3_weeks: 'waitsfirst_3weeksandunder_newtx',
        three_to_6_weeks: 'waitsfirst_3to6weeks_newtx',
        over_6_weeks: 'waitsfirst_over6weeks_newtx',
      },
    },
  },
  {
    name: 'interventions',
    doc: 'Adults who had a structured intervention in the year by where they had it; one person may be in several settings.',
    unit: 'people',
    rows: 'group',
    columns: {
      dimension: 'setting',
      byElement: {
        community: 'interventions_community_setting',
        inpatient: 'interventions_inpatient_setting',
        primary_care: 'interventions_primarycare_setting',
        residential_rehab: 'interventions_residentialrehab_setting',
        recovery_house: 'interventions_recoveryhouse_setting',
        young_people: 'interventions_yp_setting',
        missing: 'interventions_missing_setting',
      },
    },
    zeroMeansNotRecorded: true,
  },
  {
    name: 'prescribing',
    doc: 'Adults who had a prescribing intervention in the year, in any setting.',
    unit: 'people',
    rows: 'group',
    columns: ['interventions_pre_total'],
    zeroMeansNotRecorded: true,
  },
  {
    name: 'completions_for_representation',
    doc: 'Adults who completed in the period whose return within six months is counted (not the same twelve months as exits_completed).',
    unit: 'people/year',
    rows: 'group',
    columns: ['scnr_completion_allintx'],
  },
  {
    name: 'representations',
    doc: 'Of completions_for_representation, adults who came back to treatment within six months.',
    unit: 'people/year',
    rows: 'group',
    columns: ['scnr_representation_allintx'],
  },
  {
    name: 'housing',
    doc: 'Adults who started treatment in the year by their housing at the start.',
    unit: 'people/year',
    rows: 'group',
    columns: {
      dimension: 'housing',
      byElement: {
        urgent_problem: 'housingsituation_urgentproblem_newtx',
        problem: 'housingsituation_housingproblem_newtx',
        no_problem: 'housingsituation_noproblem_newtx',
        other: 'housingsituation_other_newtx',
        not_stated: 'housingsituation_notstatedormissing_newtx',
      },
    },
  },
];

/** The columns that a layout reads. */
export const columnsOf = ({ columns }: PublishedLayout): readonly string[] =>
  'dimension' in columns ? Object.values(columns.byElement) : columns;
