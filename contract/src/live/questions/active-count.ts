import { outcomeOf, rowsOf } from '../service/findings.ts';
import { answered, couldNotTell, type OpenQuestion } from './open-question.ts';

export const activeCount: OpenQuestion = {
  title: 'Is the active count called licensesActive or licenseActive?',
  async conclude(_session, { usage }) {
    const rows = rowsOf(usage);
    if (rows.length === 0) return couldNotTell(`the superseding operation gave no rows: ${outcomeOf(usage)}`);
    const plural = rows.filter((row) => 'licensesActive' in row).length;
    const singular = rows.filter((row) => 'licenseActive' in row).length;
    const unequal = rows.filter(
      (row) =>
        'licensesActive' in row && 'licenseActive' in row && row['licensesActive'] !== row['licenseActive'],
    ).length;
    if (plural + singular === 0) return answered('neither is in any row');
    if (singular === 0) return answered('licensesActive');
    if (plural === 0) return answered('licenseActive, as in the documented sample');
    return answered(`both occur${unequal === 0 ? ', always alike' : ', and they differ'}`);
  },
};
