import type { Product, Service, Workload } from './facts.ts';

/** The two services that the usage operations cover. */
export interface KnownService extends Service {
  readonly code: 'o365' | 'crm';
}

export const services = {
  o365: { code: 'o365', name: 'Microsoft Office 365' },
  crm: { code: 'crm', name: 'Microsoft Dynamics' },
} as const satisfies Record<KnownService['code'], KnownService>;

/** Names in the service's spelling. EXO, SPO and SFB are documented codes; no page publishes the others. */
export const workloads = {
  exchange: { code: 'EXO', name: 'Exchange' },
  sharePoint: { code: 'SPO', name: 'SharePoint' },
  skype: { code: 'SFB', name: 'Skype For Business' },
  teams: { code: 'TEAMS', name: 'Teams' },
  yammer: { code: 'YAMMER', name: 'Yammer' },
  officeApps: { code: 'PROPLUS', name: 'Office 365 ProPlus' },
  dynamics: { code: 'CRM', name: 'Microsoft Dynamics CRM' },
} as const satisfies Record<string, Workload>;

const { exchange, sharePoint, skype, teams, yammer, officeApps, dynamics } = workloads;

/** A product, with the workloads that it includes. Ids are the public SKU ids of these products. */
export interface CatalogueEntry extends Product {
  readonly service: KnownService;
  readonly workloads: readonly Workload[];
}

function office(id: string, name: string, ...entitled: readonly Workload[]): CatalogueEntry {
  return { id, name, service: services.o365, workloads: entitled };
}

function crm(id: string, name: string, ...entitled: readonly Workload[]): CatalogueEntry {
  return { id, name, service: services.crm, workloads: entitled };
}

export const products = {
  businessEssentials: office(
    '3B555118-DA6A-4418-894F-7DF1E2096870',
    'OFFICE 365 BUSINESS ESSENTIALS',
    exchange,
    sharePoint,
    skype,
  ),
  businessPremium: office(
    'F245ECC8-75AF-4F8E-B61F-27D8114DE5F3',
    'OFFICE 365 BUSINESS PREMIUM',
    exchange,
    sharePoint,
    skype,
    teams,
    officeApps,
  ),
  enterpriseE1: office(
    '18181A46-0D4E-45CD-891E-60AABD171B4E',
    'OFFICE 365 ENTERPRISE E1',
    exchange,
    sharePoint,
    skype,
    teams,
    yammer,
  ),
  enterpriseE3: office(
    '6FD2C87F-B296-42F0-B197-1E91E994B900',
    'OFFICE 365 ENTERPRISE E3',
    exchange,
    sharePoint,
    skype,
    teams,
    yammer,
    officeApps,
  ),
  exchangePlan1: office('4B9405B0-7788-4568-ADD1-99614E613B69', 'EXCHANGE ONLINE (PLAN 1)', exchange),
  exchangePlan2: office('19EC0D23-8335-4CBD-94AC-6050E30712FA', 'EXCHANGE ONLINE (PLAN 2)', exchange),
  exchangeArchiving: office(
    'EE02FD1B-340E-4A4B-B355-4A514E4C8943',
    'EXCHANGE ONLINE ARCHIVING FOR EXCHANGE ONLINE',
    exchange,
  ),
  exchangeProtection: office('45A2423B-E884-448D-A831-D9E139C52D2F', 'EXCHANGE ONLINE PROTECTION', exchange),
  sharePointPlan1: office('1FC08A02-8B3D-43B9-831E-F76859E04E1A', 'SHAREPOINT ONLINE (PLAN 1)', sharePoint),
  yammerEnterprise: office('7E74BD05-2C47-404E-829A-BA95C66FE8E5', 'YAMMER ENTERPRISE STANDALONE', yammer),
  teamsExploratory: office('710779E8-3D4A-4C88-ADB9-386C958D1FDF', 'MICROSOFT TEAMS EXPLORATORY', teams),
  crmBasic: crm('906AF65A-2970-46D5-9B58-4E9AA50F0657', 'MICROSOFT DYNAMICS CRM ONLINE BASIC', dynamics),
  crmProfessional: crm(
    'D17B27AF-3F49-4822-99F9-56A661538792',
    'MICROSOFT DYNAMICS CRM ONLINE PROFESSIONAL',
    dynamics,
    sharePoint,
  ),
} as const satisfies Record<string, CatalogueEntry>;
