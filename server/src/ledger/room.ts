import { z } from 'zod'
import { DocumentRefusalType } from '../platform/graphql/document.type.ts'
import type { Tasks } from '../platform/jobs/jobs.ts'
import type { Room } from '../platform/room.ts'
import { AuditSubjectResolver } from './auditSubject.resolver.ts'
import { BankImport } from './bank/bankImport.service.ts'
import { CustomerResolver, SalesSettingResolver } from './customer/customer.resolver.ts'
import { CustomerCards } from './customer/customer.service.ts'
import { CustomerMergeResolver } from './customer/customerMerge.resolver.ts'
import { CustomerMerge } from './customer/customerMerge.service.ts'
import { CustomerConsentResolver, EmailConsentResolver } from './customer/emailConsent.resolver.ts'
import { EmailConsents } from './customer/emailConsent.service.ts'
import { ImportedDocumentResolver, ImportedTransactionResolver, ImportResolver } from './import/import.resolver.ts'
import { InvoiceImport } from './import/importInvoices.service.ts'
import { ImportedItemResolver, ListedResolver, UpsertedCustomerResolver } from './import/listed.resolver.ts'
import { ListedImport } from './import/listedImport.service.ts'
import { TableOutcomeResolver, TableResolver, TableRowResolver } from './import/table.resolver.ts'
import { TableImport } from './import/tableImport.service.ts'
import { SavedTableMappingResolver, TableMappingResolver } from './import/tableMapping.resolver.ts'
import { TableMappings } from './import/tableMapping.service.ts'
import { CollectionStatusResolver } from './invoice/collectionStatus.resolver.ts'
import { Disputes } from './invoice/dispute.service.ts'
import { InvoiceChangeResolver } from './invoice/invoiceChange.resolver.ts'
import { InvoiceChanges } from './invoice/invoiceChange.service.ts'
import { ManyInvoicesResolver } from './invoice/manyInvoices.resolver.ts'
import { CompanyLedgerResolver, SalesInvoiceResolver, StatusChangeResolver } from './invoice/salesInvoice.resolver.ts'
import { StatusUpdate } from './invoice/statusUpdate.service.ts'
import { ledgerNodes } from './ledger.loader.ts'
import { LedgerActResolver } from './ledgerAct.resolver.ts'
import {
  NetvisorReportFailureResolver,
  NetvisorResolver,
  NetvisorRunResolver,
  SourcesResolver,
} from './netvisor/netvisor.resolver.ts'
import { Netvisor, type NetvisorParts } from './netvisor/netvisor.service.ts'
import { NetvisorConnections } from './netvisor/netvisorConnection.service.ts'
import { NetvisorDecisions } from './netvisor/netvisorDecision.service.ts'
import {
  InvoiceDifferenceResolver,
  NetvisorDifferenceResolver,
  NetvisorDifferencesResolver,
} from './netvisor/netvisorDifference.resolver.ts'
import { Nightly } from './nightly.service.ts'
import { AllocationResolver } from './payment/allocation.resolver.ts'
import { CorrectionResolver } from './payment/correction.resolver.ts'
import { Corrections } from './payment/correction.service.ts'
import { MatchingResolver } from './payment/matching.resolver.ts'
import { Matching } from './payment/matching.service.ts'
import { BankTransactionResolver, PaymentResolver } from './payment/payment.resolver.ts'
import { PaymentRegister } from './payment/payment.service.ts'
import { Sources } from './payment/paymentSource.service.ts'

/** The use cases of the room, for whoever drives it without GraphQL. */
export interface Ledger {
  readonly room: Room
  readonly invoiceImport: InvoiceImport
  readonly bankImport: BankImport
  readonly paymentRegister: PaymentRegister
  readonly statusUpdate: StatusUpdate
  readonly matching: Matching
  readonly corrections: Corrections
  readonly invoiceChanges: InvoiceChanges
  readonly nightly: Nightly
  readonly netvisor: Netvisor
}

/** The company's books as a room of the product. `service` hears of money on invoices that are in the service. */
export function makeLedger(parts: NetvisorParts): Ledger {
  const { database, clock, service } = parts
  const netvisor = new Netvisor(parts)
  const invoiceImport = new InvoiceImport(database, service)
  const bankImport = new BankImport(database, service)
  const paymentRegister = new PaymentRegister(database, service)
  const statusUpdate = new StatusUpdate(database, service)
  const matching = new Matching(database, service)
  const corrections = new Corrections(database, service)
  const invoiceChanges = new InvoiceChanges(database, service)
  const nightly = new Nightly(database, clock, service)
  const cards = new CustomerCards(database)
  const consents = new EmailConsents(database, service)
  const disputes = new Disputes(database)
  const room: Room = {
    resolvers: [
      new SalesInvoiceResolver(),
      new AllocationResolver(),
      new StatusChangeResolver(),
      new CustomerResolver(cards),
      new CustomerMergeResolver(new CustomerMerge(database)),
      new CustomerConsentResolver(consents),
      new EmailConsentResolver(),
      new SalesSettingResolver(),
      new CompanyLedgerResolver(),
      new AuditSubjectResolver(),
      new PaymentResolver(),
      new BankTransactionResolver(),
      new ImportResolver(invoiceImport, bankImport),
      new ImportedDocumentResolver(),
      new ImportedTransactionResolver(),
      new TableResolver(new TableImport(database, service)),
      new TableOutcomeResolver(),
      new TableMappingResolver(new TableMappings(database)),
      new SavedTableMappingResolver(),
      new TableRowResolver(),
      new ListedResolver(new ListedImport(database, service)),
      new ImportedItemResolver(),
      new UpsertedCustomerResolver(),
      new NetvisorResolver(new NetvisorConnections(parts)),
      new NetvisorRunResolver(),
      new NetvisorReportFailureResolver(),
      new NetvisorDifferenceResolver(new NetvisorDecisions(database, service)),
      new NetvisorDifferencesResolver(),
      new InvoiceDifferenceResolver(),
      new SourcesResolver(new Sources(database), parts.settings !== undefined),
      new LedgerActResolver(paymentRegister),
      new MatchingResolver(matching, service),
      new CorrectionResolver(corrections),
      new InvoiceChangeResolver(invoiceChanges),
      new CollectionStatusResolver(statusUpdate, disputes),
      new ManyInvoicesResolver({ changes: invoiceChanges, disputes, cards }),
    ],
    orphanedTypes: [DocumentRefusalType],
    nodes: ledgerNodes,
    tasks: { 'ledger.nightly': async () => void (await nightly.run()), ...netvisorTasks(netvisor) },
    // Hourly, so that no summer time and no stop of the server skips a day.
    schedule: [
      { task: 'ledger.nightly', cron: '7 * * * *' },
      { task: 'ledger.netvisor', cron: '*/5 * * * *' },
    ],
  }
  return {
    room,
    invoiceImport,
    bankImport,
    paymentRegister,
    statusUpdate,
    matching,
    corrections,
    invoiceChanges,
    nightly,
    netvisor,
  }
}

const netvisorJob = z.object({ companyId: z.coerce.bigint(), askedBy: z.coerce.bigint().nullish() })

function netvisorTasks(netvisor: Netvisor): Tasks {
  return {
    'ledger.netvisor': () => netvisor.tick(),
    'ledger.netvisorFetch': (payload) => {
      const { companyId, askedBy } = netvisorJob.parse(payload)
      return netvisor.fetch(companyId, askedBy ?? null)
    },
    'ledger.netvisorReport': (payload) => netvisor.report(netvisorJob.parse(payload).companyId),
  }
}
