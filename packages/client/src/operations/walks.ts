export { walkCustomers } from './walk-customers.ts';
export { walkLicensesUsage } from './walk-licenses-usage.ts';
