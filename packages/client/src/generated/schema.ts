// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

export interface paths {
    "/v1/customers/{customer-id}/analytics/licenses/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the licence usage of one customer
         * @deprecated
         * @description Every product and workload of one customer with its active and qualified licences, in one answer without paging.
         *
         *     Superseded by `listLicensesUsage` filtered by `customerTenantId`; no retirement date has been announced.
         *     Needs an App+User token: app-only tokens are refused with 403.
         *
         *     Source: learn.microsoft.com, partner-center/developer/get-customer-licenses-usage-information.
         */
        get: operations["getCustomerLicensesUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/licenses/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the licence usage over all customers
         * @deprecated
         * @description One percentage per service, workload and channel over all customers of the partner, in one answer without paging.
         *     The rows carry no counts and no customer.
         *
         *     Superseded by `listLicensesUsage` grouped by `serviceCode`, `workloadCode`, `workloadName` and `channel`; no
         *     retirement date has been announced. Needs an App+User token: app-only tokens are refused with 403.
         *
         *     Source: learn.microsoft.com, partner-center/developer/get-partner-licenses-usage-information.
         */
        get: operations["getPartnerLicensesUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/commercial/usage/license/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the licence usage by customer, product and workload
         * @description Pages of usage rows over all customers, filtered and grouped by the query. Office 365 and Dynamics 365 only.
         *
         *     The documentation states the path with a trailing slash under the base address, and shows a request without the
         *     slash under `/partner`. Both addresses are listed as servers. No order of rows is documented: a caller who reads
         *     several pages sends `processedDateTime`, so that the rows don't change between them. Needs an App+User token:
         *     app-only tokens are refused with 403.
         *
         *     Source: learn.microsoft.com, partner-center/developer/get-licenses-usage-information.
         */
        get: operations["listLicensesUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer-id}/analytics/licenses/deployment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the licence deployment of one customer
         * @deprecated
         * @description Every product of one customer with its licences sold and deployed, in one answer without paging. Since November
         *     2021 callers report answers without rows for every customer.
         *
         *     Superseded by `listLicensesDeployment` filtered by `customerTenantId`; no retirement date has been announced.
         *     Needs an App+User token: app-only tokens are refused with 403.
         *
         *     Source: learn.microsoft.com, partner-center/developer/get-customer-licenses-deployment-information.
         */
        get: operations["getCustomerLicensesDeployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/licenses/deployment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the licence deployment over all customers
         * @deprecated
         * @description One percentage and the licences sold per service and channel over all customers of the partner, in one answer without
         *     paging. The rows carry no customer and no product.
         *
         *     Superseded by `listLicensesDeployment` grouped by `serviceCode` and `channel`; no retirement date has been announced.
         *     Needs an App+User token: app-only tokens are refused with 403.
         *
         *     Source: learn.microsoft.com, partner-center/developer/get-partner-licenses-deployment-information.
         */
        get: operations["getPartnerLicensesDeployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/commercial/deployment/license/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the licence deployment by customer and product
         * @description Pages of deployment rows over all customers, filtered and grouped by the query. Office and Dynamics only. The
         *     rules are those of `listLicensesUsage`; the rows have no workload, because a licence is sold and deployed for
         *     all of its workloads at once.
         *
         *     As for `listLicensesUsage`, the documentation states the path with a trailing slash under the base address, and
         *     shows a request without the slash under `/partner`. No order of rows is documented: a caller who reads several
         *     pages sends `processedDateTime`, so that the rows don't change between them. Needs an App+User token: app-only
         *     tokens are refused with 403.
         *
         *     Source: learn.microsoft.com, partner-center/developer/get-licenses-deployment-information.
         */
        get: operations["listLicensesDeployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the customers of the partner
         * @description Pages of customers, to find the ids that the operations on one customer take.
         *
         *     To request the next page, send the same query with `seekOperation=Next`, and the token of this page in the
         *     header `MS-ContinuationToken`. Takes an App+User or an app-only token.
         *
         *     Source: learn.microsoft.com, partner-center/developer/get-a-list-of-customers.
         */
        get: operations["listCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description The kind of a resource. */
        ResourceAttributes: {
            /**
             * @description The name of the resource type, such as `Collection`. Never null.
             * @example Collection
             */
            objectType: string;
        };
        /** @description A request for a related resource. */
        ResourceLink: {
            /**
             * @description The address of the request, relative to the base address, with or without the leading `/v1`. Never null.
             *     Documented samples of other pages contain a second `?` before `seekOperation`.
             * @example /v1/customers?size=40
             */
            uri: string;
            /**
             * @description The HTTP method. Never null.
             * @example GET
             */
            method?: string;
            /** @description Headers to send with the request, such as `MS-ContinuationToken`. May be empty, never null. */
            headers?: {
                /**
                 * @description The name of the header. Never null.
                 * @example MS-ContinuationToken
                 */
                key: string;
                /** @description The value of the header. Never null. */
                value: string;
            }[];
        };
        /** @description The requests for this page, the next one and the previous one. */
        ResourceLinks: {
            /** @description The request for this page. Absent when the service sends none, never null. */
            self?: components["schemas"]["ResourceLink"];
            /** @description The request for the next page. Absent on the last page, never null. */
            next?: components["schemas"]["ResourceLink"];
            /** @description The request for the previous page. Absent on the first page, never null. */
            previous?: components["schemas"]["ResourceLink"];
        };
        /** @description The envelope of every collection except the commercial analytics pages. */
        ResourceCollection: {
            /**
             * Format: int64
             * @description The number of items in this answer, not over all pages. Never null.
             * @example 5
             */
            totalCount: number;
            /** @description Links to this page and its neighbours. Absent from the documented usage answers, never null. */
            links?: components["schemas"]["ResourceLinks"];
            /** @description The type of the envelope, `Collection`. Never null. */
            attributes: components["schemas"]["ResourceAttributes"];
        };
        /**
         * @description The usage of one product and workload by one customer. As far as is published, the counts cover all partners of
         *     the customer.
         *
         *     Required properties are those of every documented sample.
         */
        CustomerLicensesUsageInsights: {
            /**
             * @description The short code of the workload, such as `EXO`. Never null; absent from the documented sample.
             * @example EXO
             */
            workloadCode?: string;
            /**
             * @description The name of the workload. Not a key on its own, because two services can have workloads of the same name. Never null.
             * @example Exchange
             */
            workloadName: string;
            /**
             * Format: int64
             * @description The number of qualified licences used in the last 28 days up to `processedDateTime`. May exceed
             *     `licensesQualified`. Never null.
             * @example 0
             */
            licensesActive: number;
            /**
             * Format: int64
             * @description The number of licences that users may use: those that are not suspended, cancelled or replaced by an
             *     upgrade. One licence can qualify for several workloads, so counts of workloads must not be summed. Never
             *     null.
             * @example 5
             */
            licensesQualified: number;
            /**
             * Format: double
             * @description Active licences as a percentage of qualified ones, where 100 is all of them. May exceed 100. The service
             *     calls it adjusted, so it need not equal the quotient of the two counts. Never null.
             * @example 0
             */
            usagePercent: number;
            /**
             * Format: uuid
             * @description The customer's tenant id, a GUID. Never null; absent from the documented sample.
             * @example 4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04
             */
            customerId?: string;
            /**
             * @description The name of the customer. Never null.
             * @example DT DEMO CSP CUSTOMER 005
             */
            customerName: string;
            /**
             * @description The name of the product, in capitals in every sample. Never null.
             * @example EXCHANGE ONLINE (PLAN 1)
             */
            productName: string;
            /**
             * @description The code of the service. Never null; absent from the documented sample, where `serviceName` holds the code.
             * @example o365
             */
            serviceCode?: string;
            /**
             * @description The code of the service, such as `o365` or `crm`. The superseding rows call it `serviceCode`. Never null.
             * @example o365
             */
            serviceName: string;
            /**
             * @description The channel the licences were sold through, such as `reseller` or `direct`. Never null.
             * @example reseller
             */
            channel: string;
            /**
             * Format: date-time
             * @description When the data was processed, with an offset (`+00:00` or `Z`) and possibly fractions of a second. May differ
             *     between rows of one answer. Never null.
             * @example 2017-03-09T00:00:00+00:00
             */
            processedDateTime: string;
            /** @description The type of the row, `CustomerLicensesUsageInsights`. Never null. */
            attributes: components["schemas"]["ResourceAttributes"];
        };
        /** @description The usage of one customer, complete in one answer. */
        CustomerLicensesUsageInsightsCollection: components["schemas"]["ResourceCollection"] & {
            /** @description One row per service, product, workload and channel. Empty when the service has no data, never null. */
            items: components["schemas"]["CustomerLicensesUsageInsights"][];
        };
        /**
         * @description The usage of one workload over all customers of the partner. A row is identified by `serviceName`,
         *     `workloadName` and `channel` together: two services can have workloads of the same name.
         *
         *     Required properties are those of every documented sample.
         */
        PartnerLicensesUsageInsights: {
            /**
             * Format: double
             * @description Active licences of the workload as a percentage of the qualified ones of all customers, where 100 is all of
             *     them. Every sample has up to two decimals. May exceed 100. How it is prorated is not published. Never null.
             * @example 5.64
             */
            proratedLicensesUsagePercent: number;
            /**
             * @description The name of the workload. Two services can have workloads of the same name. Never null.
             * @example SharePoint
             */
            workloadName: string;
            /**
             * @description The code of the service. Never null; absent from every sample, where `serviceName` holds the code.
             * @example crm
             */
            serviceCode?: string;
            /**
             * @description The code of the service, such as `o365` or `crm`. The superseding rows call it `serviceCode`. Never null.
             * @example crm
             */
            serviceName: string;
            /**
             * @description The channel the licences were sold through, such as `reseller` or `direct`. Never null.
             * @example reseller
             */
            channel: string;
            /**
             * Format: date-time
             * @description When the data was processed, with an offset (`+00:00` or `Z`) and possibly fractions of a second. Differs between
             *     services within one answer. Never null.
             * @example 2017-03-10T00:00:00+00:00
             */
            processedDateTime: string;
            /** @description The type of the row, `PartnerLicensesUsageInsights`. Never null. */
            attributes: components["schemas"]["ResourceAttributes"];
        };
        /** @description The usage over all customers, complete in one answer. */
        PartnerLicensesUsageInsightsCollection: components["schemas"]["ResourceCollection"] & {
            /** @description One row per service, workload and channel. Empty when the service has no data, never null. */
            items: components["schemas"]["PartnerLicensesUsageInsights"][];
        };
        /**
         * @description The deployment of one product by one customer.
         *
         *     Required properties are those of every documented sample.
         */
        CustomerLicensesDeploymentInsights: {
            /**
             * Format: int64
             * @description The number of licences that are assigned to users. Never null.
             * @example 0
             */
            licensesDeployed: number;
            /**
             * Format: int64
             * @description The number of licences that the customer bought. Never null.
             * @example 5
             */
            licensesSold: number;
            /**
             * Format: double
             * @description Deployed licences as a percentage of sold ones, where 100 is all of them. No maximum is described, because
             *     the service calls it adjusted: it need not equal the quotient of the two counts. Never null.
             * @example 0
             */
            deploymentPercent: number;
            /**
             * Format: uuid
             * @description The customer's tenant id, a GUID. Never null; absent from the documented sample.
             * @example 4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04
             */
            customerId?: string;
            /**
             * @description The name of the customer. Never null.
             * @example DT DEMO CSP CUSTOMER 005
             */
            customerName: string;
            /**
             * @description The name of the product, in capitals in every sample. Never null.
             * @example EXCHANGE ONLINE (PLAN 1)
             */
            productName: string;
            /**
             * @description The code of the service. Never null; absent from the documented sample, where `serviceName` holds the code.
             * @example o365
             */
            serviceCode?: string;
            /**
             * @description The code of the service, such as `o365` or `crm`. The superseding rows call it `serviceCode`. Never null.
             * @example o365
             */
            serviceName: string;
            /**
             * @description The channel the licences were sold through, such as `reseller` or `direct`. Never null.
             * @example reseller
             */
            channel: string;
            /**
             * Format: date-time
             * @description When the data was processed, with an offset (`+00:00` or `Z`) and, in the sample, fractions of a second. Never null.
             * @example 2017-03-14T03:25:16.36+00:00
             */
            processedDateTime: string;
            /** @description The type of the row, `CustomerLicensesDeploymentInsights`. Never null. */
            attributes: components["schemas"]["ResourceAttributes"];
        };
        /** @description The deployment of one customer, complete in one answer. */
        CustomerLicensesDeploymentInsightsCollection: components["schemas"]["ResourceCollection"] & {
            /** @description One row per service, product and channel. Empty when the service has no data, never null. */
            items: components["schemas"]["CustomerLicensesDeploymentInsights"][];
        };
        /**
         * @description The deployment of one service over all customers of the partner. A row is identified by `serviceName` and `channel`
         *     together.
         *
         *     Required properties are those of every documented sample.
         */
        PartnerLicensesDeploymentInsights: {
            /**
             * Format: double
             * @description Deployed licences as a percentage of sold ones over all customers, where 100 is all of them: the documented
             *     1.0 is one per cent. No maximum is described, because how it is prorated is not published. Never null.
             * @example 26.16
             */
            proratedDeploymentPercent: number;
            /**
             * Format: int64
             * @description The number of licences that all customers bought. A recorded answer has it with a decimal point, `206.0`,
             *     which is still an integer. Never null.
             * @example 474
             */
            licensesSold: number;
            /**
             * @description The code of the service. Never null; absent from every sample, where `serviceName` holds the code.
             * @example crm
             */
            serviceCode?: string;
            /**
             * @description The code of the service, such as `o365` or `crm`. The superseding rows call it `serviceCode`. Never null.
             * @example crm
             */
            serviceName: string;
            /**
             * @description The channel the licences were sold through, such as `reseller` or `direct`. Never null.
             * @example reseller
             */
            channel: string;
            /**
             * Format: date-time
             * @description When the data was processed, with an offset (`+00:00` or `Z`) and possibly fractions of a second. Differs between
             *     services within one answer. Never null.
             * @example 2017-03-10T00:00:00+00:00
             */
            processedDateTime: string;
            /** @description The type of the row, `PartnerLicensesDeploymentInsights`. Never null. */
            attributes: components["schemas"]["ResourceAttributes"];
        };
        /** @description The deployment over all customers, complete in one answer. */
        PartnerLicensesDeploymentInsightsCollection: components["schemas"]["ResourceCollection"] & {
            /** @description One row per service and channel. Empty when the service has no data, never null. */
            items: components["schemas"]["PartnerLicensesDeploymentInsights"][];
        };
        /**
         * @description A field that `filter` may compare and `groupby` may name.
         * @enum {string}
         */
        LicensesUsageField: "workloadCode" | "workloadName" | "serviceCode" | "serviceName" | "channel" | "customerTenantId" | "customerName" | "productId" | "productName";
        /**
         * @description The usage of one product and workload by one customer: a row of an answer that is not grouped.
         *
         *     Every property is present. Whether a text can be null is not documented. No sample has such a text, so none is
         *     described as nullable, but readers should accept null.
         */
        LicensesUsageRow: {
            /**
             * @description When the data was processed, in UTC. The service sends no offset. Never null.
             * @example 2018-10-14T00:00:00
             */
            processedDateTime: string;
            /**
             * @description The short code of the workload; the list is not published. Never null.
             * @example SPO
             */
            workloadCode: string;
            /**
             * @description The name of the workload. Never null.
             * @example SharePoint
             */
            workloadName: string;
            /**
             * @description The code of the service: what the superseded rows call `serviceName`. Never null.
             * @example o365
             */
            serviceCode: string;
            /**
             * @description The display name of the service. Never null.
             * @example Microsoft Office 365
             */
            serviceName: string;
            /**
             * @description The channel the licences were sold through. Never null.
             * @example reseller
             */
            channel: string;
            /**
             * Format: uuid
             * @description The customer's tenant id, a GUID, in capitals in the sample; compared without regard to case. Never null.
             * @example 0112A436-B14E-4888-967B-CA4BB2CF1234
             */
            customerTenantId: string;
            /**
             * @description The name of the customer. Never null.
             * @example TEST COMPANY
             */
            customerName: string;
            /**
             * Format: uuid
             * @description The id of the product, a GUID, in capitals in the sample. Never null.
             * @example 6FD2C87F-B296-42F0-B197-1E91E994B900
             */
            productId: string;
            /**
             * @description The name of the product, in capitals. Never null.
             * @example OFFICE 365 ENTERPRISE E3
             */
            productName: string;
            /**
             * Format: int64
             * @description The number of qualified licences used in the last 28 days up to `processedDateTime`. May exceed
             *     `licensesQualified`. Never null. The documented sample spells it `licenseActive`; the field table spells it
             *     as here.
             * @example 0
             */
            licensesActive: number;
            /**
             * Format: int64
             * @description The number of licences that users may use: those that are not suspended, cancelled or replaced by an
             *     upgrade. One licence can qualify for several workloads, so counts of workloads must not be summed. Never
             *     null.
             * @example 1
             */
            licensesQualified: number;
        };
        /**
         * @description The usage of a group of rows: the two counts, each summed over the group, and the fields that `groupby` named.
         *     Unlike a row, it has no `processedDateTime`.
         */
        LicensesUsageGroup: {
            /**
             * @description The short code of the workload; the list is not published. Never null.
             * @example SPO
             */
            workloadCode?: string;
            /**
             * @description The name of the workload. Never null.
             * @example SharePoint
             */
            workloadName?: string;
            /**
             * @description The code of the service: what the superseded rows call `serviceName`. Never null.
             * @example o365
             */
            serviceCode?: string;
            /**
             * @description The display name of the service. Never null.
             * @example Microsoft Office 365
             */
            serviceName?: string;
            /**
             * @description The channel the licences were sold through. Never null.
             * @example reseller
             */
            channel?: string;
            /**
             * Format: uuid
             * @description The customer's tenant id, a GUID, in capitals in the sample; compared without regard to case. Never null.
             * @example 0112A436-B14E-4888-967B-CA4BB2CF1234
             */
            customerTenantId?: string;
            /**
             * @description The name of the customer. Never null.
             * @example TEST COMPANY
             */
            customerName?: string;
            /**
             * Format: uuid
             * @description The id of the product, a GUID, in capitals in the sample. Never null.
             * @example 6FD2C87F-B296-42F0-B197-1E91E994B900
             */
            productId?: string;
            /**
             * @description The name of the product, in capitals. Never null.
             * @example OFFICE 365 ENTERPRISE E3
             */
            productName?: string;
            /**
             * Format: int64
             * @description The number of qualified licences used in the last 28 days up to `processedDateTime`. May exceed
             *     `licensesQualified`. Never null. The documented sample spells it `licenseActive`; the field table spells it
             *     as here.
             * @example 0
             */
            licensesActive: number;
            /**
             * Format: int64
             * @description The number of licences that users may use: those that are not suspended, cancelled or replaced by an
             *     upgrade. One licence can qualify for several workloads, so counts of workloads must not be summed. Never
             *     null.
             * @example 1
             */
            licensesQualified: number;
        };
        /** @description One page of rows or of groups. The names differ in case from those of the superseded collections. */
        LicensesUsagePage: {
            /**
             * @description The rows of this page, or its groups when `groupby` was sent. Empty when nothing matches or the service has no
             *     data, never null.
             */
            Value: components["schemas"]["LicensesUsageRow"][] | components["schemas"]["LicensesUsageGroup"][];
            /**
             * @description The address of the next page; null or absent on the last. May be relative to the address of this page, and may hold
             *     spaces that are not percent-encoded.
             * @example null
             */
            "@nextLink"?: string | null;
            /**
             * Format: int64
             * @description The number of matching rows over all pages. Absent from the documented usage sample, never null.
             * @example 2
             */
            TotalCount?: number;
        };
        /**
         * @description A field that `filter` may compare and `groupby` may name, of deployment rows.
         * @enum {string}
         */
        LicensesDeploymentField: "serviceCode" | "serviceName" | "channel" | "customerTenantId" | "customerName" | "productId" | "productName";
        /**
         * @description The deployment of one product by one customer: a row of an answer that is not grouped.
         *
         *     Every property is present. Whether a text can be null is not documented. No sample has such a text, so none is
         *     described as nullable, but readers should accept null.
         */
        LicensesDeploymentRow: {
            /**
             * @description When the data was processed, in UTC. The service sends no offset. Never null.
             * @example 2018-10-14T00:00:00
             */
            processedDateTime: string;
            /**
             * @description The code of the service: what the superseded rows call `serviceName`. Never null.
             * @example o365
             */
            serviceCode: string;
            /**
             * @description The display name of the service. Never null.
             * @example Microsoft Office 365
             */
            serviceName: string;
            /**
             * @description The channel the licences were sold through. Never null.
             * @example reseller
             */
            channel: string;
            /**
             * Format: uuid
             * @description The customer's tenant id, a GUID, in capitals in the sample; compared without regard to case. Never null.
             * @example 0112A436-B14E-4888-967B-CA4BB2CF1234
             */
            customerTenantId: string;
            /**
             * @description The name of the customer. Never null.
             * @example TEST COMPANY
             */
            customerName: string;
            /**
             * Format: uuid
             * @description The id of the product, a GUID, in capitals in the sample. Never null.
             * @example 6FD2C87F-B296-42F0-B197-1E91E994B900
             */
            productId: string;
            /**
             * @description The name of the product, in capitals. Never null.
             * @example OFFICE 365 ENTERPRISE E3
             */
            productName: string;
            /**
             * Format: int64
             * @description The number of licences that are assigned to users. Never null.
             * @example 0
             */
            licensesDeployed: number;
            /**
             * Format: int64
             * @description The number of licences that the customer bought. Never null.
             * @example 9
             */
            licensesSold: number;
        };
        /**
         * @description The deployment of a group of rows: the two counts, each summed over the group, and the fields that `groupby`
         *     named. Unlike a row, it has no `processedDateTime`.
         */
        LicensesDeploymentGroup: {
            /**
             * @description The code of the service: what the superseded rows call `serviceName`. Never null.
             * @example o365
             */
            serviceCode?: string;
            /**
             * @description The display name of the service. Never null.
             * @example Microsoft Office 365
             */
            serviceName?: string;
            /**
             * @description The channel the licences were sold through. Never null.
             * @example reseller
             */
            channel?: string;
            /**
             * Format: uuid
             * @description The customer's tenant id, a GUID, in capitals in the sample; compared without regard to case. Never null.
             * @example 0112A436-B14E-4888-967B-CA4BB2CF1234
             */
            customerTenantId?: string;
            /**
             * @description The name of the customer. Never null.
             * @example TEST COMPANY
             */
            customerName?: string;
            /**
             * Format: uuid
             * @description The id of the product, a GUID, in capitals in the sample. Never null.
             * @example 6FD2C87F-B296-42F0-B197-1E91E994B900
             */
            productId?: string;
            /**
             * @description The name of the product, in capitals. Never null.
             * @example OFFICE 365 ENTERPRISE E3
             */
            productName?: string;
            /**
             * Format: int64
             * @description The number of licences that are assigned to users. Never null.
             * @example 0
             */
            licensesDeployed: number;
            /**
             * Format: int64
             * @description The number of licences that the customer bought. Never null.
             * @example 9
             */
            licensesSold: number;
        };
        /** @description One page of rows or of groups, in the envelope of `LicensesUsagePage`. */
        LicensesDeploymentPage: {
            /**
             * @description The rows of this page, or its groups when `groupby` was sent. Empty when nothing matches or the service has no
             *     data, never null.
             */
            Value: components["schemas"]["LicensesDeploymentRow"][] | components["schemas"]["LicensesDeploymentGroup"][];
            /**
             * @description The address of the next page; null or absent on the last. May be relative to the address of this page, and may hold
             *     spaces that are not percent-encoded.
             * @example null
             */
            "@nextLink"?: string | null;
            /**
             * Format: int64
             * @description The number of matching rows over all pages. Absent from the documented usage sample, never null.
             * @example 2
             */
            TotalCount?: number;
        };
        /** @description The company behind a customer. */
        CustomerCompanyProfile: {
            /**
             * Format: uuid
             * @description The tenant id of the customer, a GUID equal to the customer's `id`. Never null.
             * @example 4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04
             */
            tenantId: string;
            /**
             * @description The customer's domain, such as `contoso.onmicrosoft.com`. Never null.
             * @example contoso.onmicrosoft.com
             */
            domain: string;
            /**
             * @description The name of the company. Never null.
             * @example Contoso
             */
            companyName: string;
            /** @description The type of the profile, `CustomerCompanyProfile`. Never null. */
            attributes?: components["schemas"]["ResourceAttributes"];
        };
        /** @description A customer of the partner. */
        Customer: {
            /**
             * Format: uuid
             * @description The customer id that the operations on one customer take, a GUID in lower case. Never null.
             * @example 4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04
             */
            id: string;
            /** @description The company behind the customer. Never null. */
            companyProfile: components["schemas"]["CustomerCompanyProfile"];
            /**
             * @description How the customer relates to the partner: `none`, `reseller`, `advisor`, `syndication` or
             *     `microsoft_support`. The list is open, because it is documented in prose only. Never null.
             * @example reseller
             */
            relationshipToPartner?: string;
            /** @description The type of the item, `Customer`. Never null. */
            attributes?: components["schemas"]["ResourceAttributes"];
        };
        /** @description One page of customers. */
        CustomerCollection: components["schemas"]["ResourceCollection"] & {
            /** @description The customers of this page. Empty when none matches, never null. */
            items: components["schemas"]["Customer"][];
            /**
             * @description The opaque token of the next page, the same as in the headers of `links.next`. Absent on the last page and
             *     from the documented sample, never null.
             */
            continuationToken?: string;
        };
        /** @description The fault of Partner Center's own services. */
        ApiFault: {
            /**
             * @description The error code, documented as text and sent as text or as a number, including 0. Never null.
             * @example 900329
             */
            code: string | number;
            /**
             * @description What went wrong, in at most 1024 characters, at times with HTML entities. Never null.
             * @example Access denied.
             */
            description: string;
            /**
             * @description Further details as free text, such as `key: value`. Absent or empty when there are none, never null.
             * @example [
             *       "key: value"
             *     ]
             */
            data?: string[];
            /**
             * @description The service that failed, such as `PartnerFD`. Absent when unknown, never null.
             * @example PartnerFD
             */
            source?: string;
        };
        /** @description The fault of the gateway in front of the services. */
        GatewayFault: {
            /**
             * @description The HTTP status, repeated in the body. Never null.
             * @example 429
             */
            statusCode: number;
            /**
             * @description What went wrong, in English. Never null.
             * @example Rate limit is exceeded. Try again in 57 seconds.
             */
            message: string;
        };
        /** @description A newer fault of Partner Center's services, which tells whether a retry can help. */
        ExtendedFault: {
            /**
             * @description The error code. Never null.
             * @example 900118
             */
            code: string | number;
            /** @description What went wrong. Never null. */
            message: string;
            /** @description What went wrong, in the documented sample the same text as `message`. Never null. */
            description?: string;
            /**
             * @description The name of the error. Never null.
             * @example InvalidCustomerId
             */
            errorName: string;
            /**
             * @description Whether the same request can succeed later. Never null.
             * @example false
             */
            isRetryable?: boolean;
            /** @description The values in the texts, by name. May be empty, never null. */
            parameters?: {
                [key: string]: unknown;
            };
            /**
             * @description Further detail, such as the code inside the service. Never null.
             * @example InternalErrorCode=900118
             */
            errorMessageExtended?: string;
        };
        /** @description The fault of the analytics platform behind the commercial operations. */
        AnalyticsFault: {
            /**
             * @description The kind of error in words, such as `BadRequest`. Never null.
             * @example BadRequest
             */
            code: string;
            /** @description What went wrong. Never null. */
            message: string;
            /**
             * @description The service that failed. Never null.
             * @example AnalyticsAPI
             */
            source: string;
            /**
             * @description Further details as free text. May be empty, never null.
             * @example [
             *       "key: value"
             *     ]
             */
            data?: string[];
            /** @description Further errors, of a shape that no sample shows. May be empty, never null. */
            details?: unknown[];
            /** @description The error behind this one. Absent when there is none, never null. */
            innererror?: {
                /**
                 * @description The kind of error in words. Never null.
                 * @example InvalidQueryParameters
                 */
                code: string;
                /** @description What went wrong. Never null. */
                message: string;
                /**
                 * @description The service that failed. Never null.
                 * @example AnalyticsAPI
                 */
                source?: string;
                /**
                 * @description The details of the fault, as free text. May be empty, never null.
                 * @example [
                 *       "top parameter cannot be more than 10000"
                 *     ]
                 */
                data?: string[];
                /** @description Further errors, of a shape that no sample shows. May be empty, never null. */
                details?: unknown[];
            };
        };
    };
    responses: {
        /** @description The request was not understood, such as a malformed customer id or an unknown search operator. */
        BadRequest: {
            headers: {
                /**
                 * @description The id of the call, a GUID, echoed from the request or generated by the service.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: string;
                /**
                 * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: string;
                /**
                 * @description The correlation vector of the call, to be quoted to Microsoft support.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: string;
                /**
                 * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                 * @example 030020525
                 */
                "MS-ServerId"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiFault"] | components["schemas"]["ExtendedFault"];
            };
        };
        /** @description The query was not understood, such as a `top` above 10000 or a filter on an unknown field. */
        AnalyticsBadRequest: {
            headers: {
                /**
                 * @description The id of the call, a GUID, echoed from the request or generated by the service.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: string;
                /**
                 * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: string;
                /**
                 * @description The correlation vector of the call, to be quoted to Microsoft support.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: string;
                /**
                 * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                 * @example 030020525
                 */
                "MS-ServerId"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnalyticsFault"] | components["schemas"]["ApiFault"];
            };
        };
        /** @description The token is missing, expired, of the wrong audience, or lacks multi-factor authentication. The body may be empty. */
        Unauthorized: {
            headers: {
                /**
                 * @description The id of the call, a GUID, echoed from the request or generated by the service.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: string;
                /**
                 * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: string;
                /**
                 * @description The correlation vector of the call, to be quoted to Microsoft support.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: string;
                /**
                 * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                 * @example 030020525
                 */
                "MS-ServerId"?: string;
                /**
                 * @description The challenge of the service, `OAuth realm=` followed by a realm.
                 * @example OAuth realm=urn:cpsvc:cpid:4
                 */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiFault"] | components["schemas"]["GatewayFault"];
            };
        };
        /**
         * @description The token is valid but may not do this: it is an app-only token, the user lacks the role, or the customer has no
         *     relationship with the partner.
         */
        Forbidden: {
            headers: {
                /**
                 * @description The id of the call, a GUID, echoed from the request or generated by the service.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: string;
                /**
                 * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: string;
                /**
                 * @description The correlation vector of the call, to be quoted to Microsoft support.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: string;
                /**
                 * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                 * @example 030020525
                 */
                "MS-ServerId"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiFault"] | components["schemas"]["ExtendedFault"];
            };
        };
        /** @description No such customer, or no such path on this server. */
        NotFound: {
            headers: {
                /**
                 * @description The id of the call, a GUID, echoed from the request or generated by the service.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: string;
                /**
                 * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: string;
                /**
                 * @description The correlation vector of the call, to be quoted to Microsoft support.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: string;
                /**
                 * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                 * @example 030020525
                 */
                "MS-ServerId"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiFault"] | components["schemas"]["GatewayFault"];
            };
        };
        /**
         * @description Too many requests for this partner, or for this partner and customer together. Limits change and are not published,
         *     except that the customer-resources page names 500 requests per minute and tenant.
         */
        TooManyRequests: {
            headers: {
                /**
                 * @description The id of the call, a GUID, echoed from the request or generated by the service.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: string;
                /**
                 * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: string;
                /**
                 * @description The correlation vector of the call, to be quoted to Microsoft support.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: string;
                /**
                 * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                 * @example 030020525
                 */
                "MS-ServerId"?: string;
                /**
                 * @description How long to wait before the next attempt, in whole seconds.
                 * @example 57
                 */
                "Retry-After": number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayFault"];
            };
        };
        /** @description The service failed. */
        InternalServerError: {
            headers: {
                /**
                 * @description The id of the call, a GUID, echoed from the request or generated by the service.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: string;
                /**
                 * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: string;
                /**
                 * @description The correlation vector of the call, to be quoted to Microsoft support.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: string;
                /**
                 * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                 * @example 030020525
                 */
                "MS-ServerId"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiFault"] | components["schemas"]["ExtendedFault"] | components["schemas"]["GatewayFault"];
            };
        };
        /** @description The service failed. */
        AnalyticsInternalServerError: {
            headers: {
                /**
                 * @description The id of the call, a GUID, echoed from the request or generated by the service.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: string;
                /**
                 * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: string;
                /**
                 * @description The correlation vector of the call, to be quoted to Microsoft support.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: string;
                /**
                 * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                 * @example 030020525
                 */
                "MS-ServerId"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnalyticsFault"] | components["schemas"]["ApiFault"] | components["schemas"]["GatewayFault"];
            };
        };
        /** @description The service is temporarily down or overloaded. */
        ServiceUnavailable: {
            headers: {
                /**
                 * @description The id of the call, a GUID, echoed from the request or generated by the service.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: string;
                /**
                 * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: string;
                /**
                 * @description The correlation vector of the call, to be quoted to Microsoft support.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: string;
                /**
                 * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                 * @example 030020525
                 */
                "MS-ServerId"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiFault"] | components["schemas"]["GatewayFault"];
            };
        };
    };
    parameters: {
        /**
         * @description The customer's tenant id, a GUID in either case. Never null.
         * @example 4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04
         */
        CustomerId: string;
        /**
         * @description The number of rows in one page, 1 to 10000. More than 10000 is refused with 400.
         * @example 500
         */
        Top: number;
        /**
         * @description The number of rows to skip before the page. Page n, counted from 0, skips n × top rows.
         * @example 500
         */
        Skip: number;
        /**
         * @description Which rows to return: comparisons of a field of `LicensesUsageField` with a literal in single quotes by `eq` or `ne`,
         *     joined by `and` or `or`, with parentheses as needed. Counts and `processedDateTime` can't be compared. Spaces are sent
         *     as `%20`, quotes as `%27`. How a quote inside a literal is escaped, and whether case matters, is not documented.
         * @example customerTenantId eq '0112A436-B14E-4888-967B-CA4BB2CF1234'
         */
        Filter: string;
        /**
         * @description The fields to group by, separated by commas. A grouped row carries these fields and the two counts, summed over the
         *     group; it carries no `processedDateTime`.
         * @example [
         *       "serviceCode",
         *       "workloadCode",
         *       "workloadName",
         *       "channel"
         *     ]
         */
        GroupBy: components["schemas"]["LicensesUsageField"][];
        /**
         * @description Which rows to return, in the syntax of `listLicensesUsage`, with the fields of `LicensesDeploymentField`: nothing can be
         *     compared with a workload.
         * @example customerTenantId eq '0112A436-B14E-4888-967B-CA4BB2CF1234'
         */
        DeploymentFilter: string;
        /**
         * @description The fields to group by, separated by commas. A grouped row carries these fields and the two counts, summed over the
         *     group; it carries no `processedDateTime`.
         * @example [
         *       "serviceCode",
         *       "channel"
         *     ]
         */
        DeploymentGroupBy: components["schemas"]["LicensesDeploymentField"][];
        /**
         * @description The snapshot to return, by the time when it was processed. Default: the latest. The accepted form is not
         *     documented; this description takes that of the rows, without an offset from UTC, or a date alone.
         * @example 2018-10-14T00:00:00
         */
        ProcessedDateTime: string;
        /**
         * @description The number of customers in one page. Documented as required, yet clients leave it out or send 0 for the size that the
         *     service chooses.
         * @example 40
         */
        Size: number;
        /**
         * @description Only the customers whose company name starts with a text. No other filter is known to be accepted.
         *
         *     A JSON object with `Field`, `Value` and `Operator`, percent-encoded. Any operator but `starts_with` is refused
         *     with code 2000.
         * @example {"Field":"CompanyName","Value":"cont","Operator":"starts_with"}
         */
        CustomerFilter: string;
        /** @description Sent with `MS-ContinuationToken` to request the page after the one that returned the token. */
        SeekOperation: "Next";
        /** @description The opaque token of the previous page, from its `links.next.headers` or its `continuationToken`. */
        MsContinuationToken: string;
        /**
         * @description The id of this call, a GUID. A retry after a timeout repeats it. Once an answer has arrived, the next call has a
         *     new one. The service generates one when it is absent.
         * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
         */
        MsRequestId: string;
        /**
         * @description The id of the scenario that this call is part of, a GUID. The service generates one when it is absent.
         * @example ae3b8c36-348b-46bc-9a60-398f973153ff
         */
        MsCorrelationId: string;
        /**
         * @description A correlation vector of the caller, for tracing across services.
         * @example 0mufM0K1kEOoR7oI.0
         */
        MsCv: string;
        /**
         * @description The language and country of the texts in the answer. Its effect on usage texts is not documented.
         * @example en-US
         */
        XLocale: string;
        /**
         * @description The name of the client library that sends the call, as the .NET SDK does in the documented example.
         * @example licenses-usage
         */
        MsPartnerCenterClient: string;
        /**
         * @description The name of the application that sends the call.
         * @example adoption-report
         */
        MsPartnerCenterApplication: string;
        /**
         * @description The contract version asked for. Documented as required, yet the .NET SDK never sent it.
         * @example v1
         */
        MsContractVersion: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The id of the call, a GUID, echoed from the request or generated by the service.
         * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
         */
        MsRequestId: string;
        /**
         * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
         * @example ae3b8c36-348b-46bc-9a60-398f973153ff
         */
        MsCorrelationId: string;
        /**
         * @description The correlation vector of the call, to be quoted to Microsoft support.
         * @example 0mufM0K1kEOoR7oI.0
         */
        MsCv: string;
        /**
         * @description The server that answered. A string of digits that may start with 0, so it is not a number.
         * @example 030020525
         */
        MsServerId: string;
        /**
         * @description How long to wait before the next attempt, in whole seconds.
         * @example 57
         */
        RetryAfter: number;
        /**
         * @description The challenge of the service, `OAuth realm=` followed by a realm.
         * @example OAuth realm=urn:cpsvc:cpid:4
         */
        WwwAuthenticate: string;
    };
    pathItems: never;
}
export interface operations {
    getCustomerLicensesUsage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this call, a GUID. A retry after a timeout repeats it. Once an answer has arrived, the next call has a
                 *     new one. The service generates one when it is absent.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: components["parameters"]["MsRequestId"];
                /**
                 * @description The id of the scenario that this call is part of, a GUID. The service generates one when it is absent.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: components["parameters"]["MsCorrelationId"];
                /**
                 * @description A correlation vector of the caller, for tracing across services.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: components["parameters"]["MsCv"];
                /**
                 * @description The language and country of the texts in the answer. Its effect on usage texts is not documented.
                 * @example en-US
                 */
                "X-Locale"?: components["parameters"]["XLocale"];
                /**
                 * @description The name of the client library that sends the call, as the .NET SDK does in the documented example.
                 * @example licenses-usage
                 */
                "MS-PartnerCenter-Client"?: components["parameters"]["MsPartnerCenterClient"];
                /**
                 * @description The name of the application that sends the call.
                 * @example adoption-report
                 */
                "MS-PartnerCenter-Application"?: components["parameters"]["MsPartnerCenterApplication"];
                /**
                 * @description The contract version asked for. Documented as required, yet the .NET SDK never sent it.
                 * @example v1
                 */
                "MS-Contract-Version"?: components["parameters"]["MsContractVersion"];
            };
            path: {
                /**
                 * @description The customer's tenant id, a GUID in either case. Never null.
                 * @example 4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04
                 */
                "customer-id": components["parameters"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The usage rows of the customer. No rows means that the service has no data, not that usage is zero. */
            200: {
                headers: {
                    /**
                     * @description The id of the call, a GUID, echoed from the request or generated by the service.
                     * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                     */
                    "MS-RequestId"?: string;
                    /**
                     * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                     * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                     */
                    "MS-CorrelationId"?: string;
                    /**
                     * @description The correlation vector of the call, to be quoted to Microsoft support.
                     * @example 0mufM0K1kEOoR7oI.0
                     */
                    "MS-CV"?: string;
                    /**
                     * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                     * @example 030020525
                     */
                    "MS-ServerId"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerLicensesUsageInsightsCollection"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPartnerLicensesUsage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this call, a GUID. A retry after a timeout repeats it. Once an answer has arrived, the next call has a
                 *     new one. The service generates one when it is absent.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: components["parameters"]["MsRequestId"];
                /**
                 * @description The id of the scenario that this call is part of, a GUID. The service generates one when it is absent.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: components["parameters"]["MsCorrelationId"];
                /**
                 * @description A correlation vector of the caller, for tracing across services.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: components["parameters"]["MsCv"];
                /**
                 * @description The language and country of the texts in the answer. Its effect on usage texts is not documented.
                 * @example en-US
                 */
                "X-Locale"?: components["parameters"]["XLocale"];
                /**
                 * @description The name of the client library that sends the call, as the .NET SDK does in the documented example.
                 * @example licenses-usage
                 */
                "MS-PartnerCenter-Client"?: components["parameters"]["MsPartnerCenterClient"];
                /**
                 * @description The name of the application that sends the call.
                 * @example adoption-report
                 */
                "MS-PartnerCenter-Application"?: components["parameters"]["MsPartnerCenterApplication"];
                /**
                 * @description The contract version asked for. Documented as required, yet the .NET SDK never sent it.
                 * @example v1
                 */
                "MS-Contract-Version"?: components["parameters"]["MsContractVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The usage rows of the partner. No rows means that the service has no data, not that usage is zero. */
            200: {
                headers: {
                    /**
                     * @description The id of the call, a GUID, echoed from the request or generated by the service.
                     * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                     */
                    "MS-RequestId"?: string;
                    /**
                     * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                     * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                     */
                    "MS-CorrelationId"?: string;
                    /**
                     * @description The correlation vector of the call, to be quoted to Microsoft support.
                     * @example 0mufM0K1kEOoR7oI.0
                     */
                    "MS-CV"?: string;
                    /**
                     * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                     * @example 030020525
                     */
                    "MS-ServerId"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerLicensesUsageInsightsCollection"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listLicensesUsage: {
        parameters: {
            query?: {
                /**
                 * @description The number of rows in one page, 1 to 10000. More than 10000 is refused with 400.
                 * @example 500
                 */
                top?: components["parameters"]["Top"];
                /**
                 * @description The number of rows to skip before the page. Page n, counted from 0, skips n × top rows.
                 * @example 500
                 */
                skip?: components["parameters"]["Skip"];
                /**
                 * @description Which rows to return: comparisons of a field of `LicensesUsageField` with a literal in single quotes by `eq` or `ne`,
                 *     joined by `and` or `or`, with parentheses as needed. Counts and `processedDateTime` can't be compared. Spaces are sent
                 *     as `%20`, quotes as `%27`. How a quote inside a literal is escaped, and whether case matters, is not documented.
                 * @example customerTenantId eq '0112A436-B14E-4888-967B-CA4BB2CF1234'
                 */
                filter?: components["parameters"]["Filter"];
                /**
                 * @description The fields to group by, separated by commas. A grouped row carries these fields and the two counts, summed over the
                 *     group; it carries no `processedDateTime`.
                 * @example [
                 *       "serviceCode",
                 *       "workloadCode",
                 *       "workloadName",
                 *       "channel"
                 *     ]
                 */
                groupby?: components["parameters"]["GroupBy"];
                /**
                 * @description The snapshot to return, by the time when it was processed. Default: the latest. The accepted form is not
                 *     documented; this description takes that of the rows, without an offset from UTC, or a date alone.
                 * @example 2018-10-14T00:00:00
                 */
                processedDateTime?: components["parameters"]["ProcessedDateTime"];
            };
            header?: {
                /**
                 * @description The id of this call, a GUID. A retry after a timeout repeats it. Once an answer has arrived, the next call has a
                 *     new one. The service generates one when it is absent.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: components["parameters"]["MsRequestId"];
                /**
                 * @description The id of the scenario that this call is part of, a GUID. The service generates one when it is absent.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: components["parameters"]["MsCorrelationId"];
                /**
                 * @description A correlation vector of the caller, for tracing across services.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: components["parameters"]["MsCv"];
                /**
                 * @description The language and country of the texts in the answer. Its effect on usage texts is not documented.
                 * @example en-US
                 */
                "X-Locale"?: components["parameters"]["XLocale"];
                /**
                 * @description The name of the client library that sends the call, as the .NET SDK does in the documented example.
                 * @example licenses-usage
                 */
                "MS-PartnerCenter-Client"?: components["parameters"]["MsPartnerCenterClient"];
                /**
                 * @description The name of the application that sends the call.
                 * @example adoption-report
                 */
                "MS-PartnerCenter-Application"?: components["parameters"]["MsPartnerCenterApplication"];
                /**
                 * @description The contract version asked for. Documented as required, yet the .NET SDK never sent it.
                 * @example v1
                 */
                "MS-Contract-Version"?: components["parameters"]["MsContractVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of usage rows. No rows means that the service has no data, not that usage is zero. */
            200: {
                headers: {
                    /**
                     * @description The id of the call, a GUID, echoed from the request or generated by the service.
                     * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                     */
                    "MS-RequestId"?: string;
                    /**
                     * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                     * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                     */
                    "MS-CorrelationId"?: string;
                    /**
                     * @description The correlation vector of the call, to be quoted to Microsoft support.
                     * @example 0mufM0K1kEOoR7oI.0
                     */
                    "MS-CV"?: string;
                    /**
                     * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                     * @example 030020525
                     */
                    "MS-ServerId"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LicensesUsagePage"];
                };
            };
            400: components["responses"]["AnalyticsBadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["AnalyticsInternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getCustomerLicensesDeployment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this call, a GUID. A retry after a timeout repeats it. Once an answer has arrived, the next call has a
                 *     new one. The service generates one when it is absent.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: components["parameters"]["MsRequestId"];
                /**
                 * @description The id of the scenario that this call is part of, a GUID. The service generates one when it is absent.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: components["parameters"]["MsCorrelationId"];
                /**
                 * @description A correlation vector of the caller, for tracing across services.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: components["parameters"]["MsCv"];
                /**
                 * @description The language and country of the texts in the answer. Its effect on usage texts is not documented.
                 * @example en-US
                 */
                "X-Locale"?: components["parameters"]["XLocale"];
                /**
                 * @description The name of the client library that sends the call, as the .NET SDK does in the documented example.
                 * @example licenses-usage
                 */
                "MS-PartnerCenter-Client"?: components["parameters"]["MsPartnerCenterClient"];
                /**
                 * @description The name of the application that sends the call.
                 * @example adoption-report
                 */
                "MS-PartnerCenter-Application"?: components["parameters"]["MsPartnerCenterApplication"];
                /**
                 * @description The contract version asked for. Documented as required, yet the .NET SDK never sent it.
                 * @example v1
                 */
                "MS-Contract-Version"?: components["parameters"]["MsContractVersion"];
            };
            path: {
                /**
                 * @description The customer's tenant id, a GUID in either case. Never null.
                 * @example 4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04
                 */
                "customer-id": components["parameters"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deployment rows of the customer. No rows means that the service has no data, not that none is sold. */
            200: {
                headers: {
                    /**
                     * @description The id of the call, a GUID, echoed from the request or generated by the service.
                     * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                     */
                    "MS-RequestId"?: string;
                    /**
                     * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                     * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                     */
                    "MS-CorrelationId"?: string;
                    /**
                     * @description The correlation vector of the call, to be quoted to Microsoft support.
                     * @example 0mufM0K1kEOoR7oI.0
                     */
                    "MS-CV"?: string;
                    /**
                     * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                     * @example 030020525
                     */
                    "MS-ServerId"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerLicensesDeploymentInsightsCollection"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPartnerLicensesDeployment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this call, a GUID. A retry after a timeout repeats it. Once an answer has arrived, the next call has a
                 *     new one. The service generates one when it is absent.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: components["parameters"]["MsRequestId"];
                /**
                 * @description The id of the scenario that this call is part of, a GUID. The service generates one when it is absent.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: components["parameters"]["MsCorrelationId"];
                /**
                 * @description A correlation vector of the caller, for tracing across services.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: components["parameters"]["MsCv"];
                /**
                 * @description The language and country of the texts in the answer. Its effect on usage texts is not documented.
                 * @example en-US
                 */
                "X-Locale"?: components["parameters"]["XLocale"];
                /**
                 * @description The name of the client library that sends the call, as the .NET SDK does in the documented example.
                 * @example licenses-usage
                 */
                "MS-PartnerCenter-Client"?: components["parameters"]["MsPartnerCenterClient"];
                /**
                 * @description The name of the application that sends the call.
                 * @example adoption-report
                 */
                "MS-PartnerCenter-Application"?: components["parameters"]["MsPartnerCenterApplication"];
                /**
                 * @description The contract version asked for. Documented as required, yet the .NET SDK never sent it.
                 * @example v1
                 */
                "MS-Contract-Version"?: components["parameters"]["MsContractVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deployment rows of the partner. No rows means that the service has no data, not that none is sold. */
            200: {
                headers: {
                    /**
                     * @description The id of the call, a GUID, echoed from the request or generated by the service.
                     * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                     */
                    "MS-RequestId"?: string;
                    /**
                     * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                     * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                     */
                    "MS-CorrelationId"?: string;
                    /**
                     * @description The correlation vector of the call, to be quoted to Microsoft support.
                     * @example 0mufM0K1kEOoR7oI.0
                     */
                    "MS-CV"?: string;
                    /**
                     * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                     * @example 030020525
                     */
                    "MS-ServerId"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerLicensesDeploymentInsightsCollection"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listLicensesDeployment: {
        parameters: {
            query?: {
                /**
                 * @description The number of rows in one page, 1 to 10000. More than 10000 is refused with 400.
                 * @example 500
                 */
                top?: components["parameters"]["Top"];
                /**
                 * @description The number of rows to skip before the page. Page n, counted from 0, skips n × top rows.
                 * @example 500
                 */
                skip?: components["parameters"]["Skip"];
                /**
                 * @description Which rows to return, in the syntax of `listLicensesUsage`, with the fields of `LicensesDeploymentField`: nothing can be
                 *     compared with a workload.
                 * @example customerTenantId eq '0112A436-B14E-4888-967B-CA4BB2CF1234'
                 */
                filter?: components["parameters"]["DeploymentFilter"];
                /**
                 * @description The fields to group by, separated by commas. A grouped row carries these fields and the two counts, summed over the
                 *     group; it carries no `processedDateTime`.
                 * @example [
                 *       "serviceCode",
                 *       "channel"
                 *     ]
                 */
                groupby?: components["parameters"]["DeploymentGroupBy"];
                /**
                 * @description The snapshot to return, by the time when it was processed. Default: the latest. The accepted form is not
                 *     documented; this description takes that of the rows, without an offset from UTC, or a date alone.
                 * @example 2018-10-14T00:00:00
                 */
                processedDateTime?: components["parameters"]["ProcessedDateTime"];
            };
            header?: {
                /**
                 * @description The id of this call, a GUID. A retry after a timeout repeats it. Once an answer has arrived, the next call has a
                 *     new one. The service generates one when it is absent.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: components["parameters"]["MsRequestId"];
                /**
                 * @description The id of the scenario that this call is part of, a GUID. The service generates one when it is absent.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: components["parameters"]["MsCorrelationId"];
                /**
                 * @description A correlation vector of the caller, for tracing across services.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: components["parameters"]["MsCv"];
                /**
                 * @description The language and country of the texts in the answer. Its effect on usage texts is not documented.
                 * @example en-US
                 */
                "X-Locale"?: components["parameters"]["XLocale"];
                /**
                 * @description The name of the client library that sends the call, as the .NET SDK does in the documented example.
                 * @example licenses-usage
                 */
                "MS-PartnerCenter-Client"?: components["parameters"]["MsPartnerCenterClient"];
                /**
                 * @description The name of the application that sends the call.
                 * @example adoption-report
                 */
                "MS-PartnerCenter-Application"?: components["parameters"]["MsPartnerCenterApplication"];
                /**
                 * @description The contract version asked for. Documented as required, yet the .NET SDK never sent it.
                 * @example v1
                 */
                "MS-Contract-Version"?: components["parameters"]["MsContractVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of deployment rows. No rows means that the service has no data, not that none is sold. */
            200: {
                headers: {
                    /**
                     * @description The id of the call, a GUID, echoed from the request or generated by the service.
                     * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                     */
                    "MS-RequestId"?: string;
                    /**
                     * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                     * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                     */
                    "MS-CorrelationId"?: string;
                    /**
                     * @description The correlation vector of the call, to be quoted to Microsoft support.
                     * @example 0mufM0K1kEOoR7oI.0
                     */
                    "MS-CV"?: string;
                    /**
                     * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                     * @example 030020525
                     */
                    "MS-ServerId"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LicensesDeploymentPage"];
                };
            };
            400: components["responses"]["AnalyticsBadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["AnalyticsInternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /**
                 * @description The number of customers in one page. Documented as required, yet clients leave it out or send 0 for the size that the
                 *     service chooses.
                 * @example 40
                 */
                size?: components["parameters"]["Size"];
                /**
                 * @description Only the customers whose company name starts with a text. No other filter is known to be accepted.
                 *
                 *     A JSON object with `Field`, `Value` and `Operator`, percent-encoded. Any operator but `starts_with` is refused
                 *     with code 2000.
                 * @example {"Field":"CompanyName","Value":"cont","Operator":"starts_with"}
                 */
                filter?: components["parameters"]["CustomerFilter"];
                /** @description Sent with `MS-ContinuationToken` to request the page after the one that returned the token. */
                seekOperation?: components["parameters"]["SeekOperation"];
            };
            header?: {
                /** @description The opaque token of the previous page, from its `links.next.headers` or its `continuationToken`. */
                "MS-ContinuationToken"?: components["parameters"]["MsContinuationToken"];
                /**
                 * @description The id of this call, a GUID. A retry after a timeout repeats it. Once an answer has arrived, the next call has a
                 *     new one. The service generates one when it is absent.
                 * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                 */
                "MS-RequestId"?: components["parameters"]["MsRequestId"];
                /**
                 * @description The id of the scenario that this call is part of, a GUID. The service generates one when it is absent.
                 * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                 */
                "MS-CorrelationId"?: components["parameters"]["MsCorrelationId"];
                /**
                 * @description A correlation vector of the caller, for tracing across services.
                 * @example 0mufM0K1kEOoR7oI.0
                 */
                "MS-CV"?: components["parameters"]["MsCv"];
                /**
                 * @description The language and country of the texts in the answer. Its effect on usage texts is not documented.
                 * @example en-US
                 */
                "X-Locale"?: components["parameters"]["XLocale"];
                /**
                 * @description The name of the client library that sends the call, as the .NET SDK does in the documented example.
                 * @example licenses-usage
                 */
                "MS-PartnerCenter-Client"?: components["parameters"]["MsPartnerCenterClient"];
                /**
                 * @description The name of the application that sends the call.
                 * @example adoption-report
                 */
                "MS-PartnerCenter-Application"?: components["parameters"]["MsPartnerCenterApplication"];
                /**
                 * @description The contract version asked for. Documented as required, yet the .NET SDK never sent it.
                 * @example v1
                 */
                "MS-Contract-Version"?: components["parameters"]["MsContractVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of customers. */
            200: {
                headers: {
                    /**
                     * @description The id of the call, a GUID, echoed from the request or generated by the service.
                     * @example f657d2a8-9ed6-41b4-abfc-3cf4abebd62f
                     */
                    "MS-RequestId"?: string;
                    /**
                     * @description The id of the scenario, a GUID, echoed from the request or generated by the service.
                     * @example ae3b8c36-348b-46bc-9a60-398f973153ff
                     */
                    "MS-CorrelationId"?: string;
                    /**
                     * @description The correlation vector of the call, to be quoted to Microsoft support.
                     * @example 0mufM0K1kEOoR7oI.0
                     */
                    "MS-CV"?: string;
                    /**
                     * @description The server that answered. A string of digits that may start with 0, so it is not a number.
                     * @example 030020525
                     */
                    "MS-ServerId"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerCollection"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
