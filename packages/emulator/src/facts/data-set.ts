/**
 * The user's own facts. `Value` holds rows as the superseding operation answers them, so a saved answer of the real service
 * is a data set as it stands.
 */
export interface DataSet {
  readonly Value: readonly DataSetRow[];
  /** Customers that have no rows, and domains of those that have. Any other customer is known from its rows. */
  readonly customers?: readonly DataSetCustomer[];
}

export interface DataSetRow {
  /** GUID in either case. */
  readonly customerTenantId: string;
  readonly customerName: string;
  readonly productName: string;
  readonly workloadName: string;
  /** `o365`, `crm`, or another code. */
  readonly serviceCode: string;
  /** Whole, at least 0. */
  readonly licensesActive: number;
  /** Whole, at least 0. */
  readonly licensesQualified: number;
  /** UTC without an offset, such as `2018-10-14T00:00:00`. The day of the documented answers unless told otherwise. */
  readonly processedDateTime?: string;
  /** Unless told otherwise, the code of the known workload of this name, else the name in capitals without blanks. */
  readonly workloadCode?: string;
  /** Unless told otherwise, the name of the known service of this code, else the code. */
  readonly serviceName?: string;
  /** `reseller` unless told otherwise. */
  readonly channel?: string;
  /** GUID. Unless told otherwise, made from the product's name. */
  readonly productId?: string;
}

export interface DataSetCustomer {
  /** GUID in either case. */
  readonly id: string;
  readonly name: string;
  readonly domain?: string;
}
