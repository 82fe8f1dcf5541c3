export { walkCustomers } from '../pages/walk-customers.ts';
export { walkLicensesDeployment } from './walk-licenses-deployment.ts';
export { walkLicensesUsage } from './walk-licenses-usage.ts';
