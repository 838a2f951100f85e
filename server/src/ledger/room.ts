import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { DocumentRefusalType } from '../platform/graphql/document.type.ts'
import type { Room } from '../platform/room.ts'
import { AllocationResolver } from './allocation.resolver.ts'
import { BankImport } from './bankImport.service.ts'
import { CollectionStatusResolver } from './collectionStatus.resolver.ts'
import { CorrectionResolver } from './correction.resolver.ts'
import { Corrections } from './correction.service.ts'
import { CustomerResolver, SalesSettingResolver } from './customer.resolver.ts'
import { CustomerCards } from './customer.service.ts'
import { Disputes } from './dispute.service.ts'
import { ImportedDocumentResolver, ImportedTransactionResolver, ImportResolver } from './import.resolver.ts'
import { InvoiceImport } from './importInvoices.service.ts'
import { InvoiceChangeResolver } from './invoiceChange.resolver.ts'
import { InvoiceChanges } from './invoiceChange.service.ts'
import { ledgerNodes } from './ledger.loader.ts'
import { LedgerActResolver } from './ledgerAct.resolver.ts'
import { ImportedItemResolver, ListedResolver, UpsertedCustomerResolver } from './listed.resolver.ts'
import { ListedImport } from './listedImport.service.ts'
import { MatchingResolver } from './matching.resolver.ts'
import { Matching } from './matching.service.ts'
import { Nightly } from './nightly.service.ts'
import { BankTransactionResolver, PaymentResolver } from './payment.resolver.ts'
import { PaymentRegister } from './payment.service.ts'
import { CompanyLedgerResolver, SalesInvoiceResolver, StatusChangeResolver } from './salesInvoice.resolver.ts'
import type { ServicePort } from './servicePort.ts'
import { StatusUpdate } from './statusUpdate.service.ts'
import { TableOutcomeResolver, TableResolver, TableRowResolver } from './table.resolver.ts'
import { TableImport } from './tableImport.service.ts'

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
}

/** The company's books as a room of the product. `service` hears of money on invoices that are in the service. */
export function makeLedger(database: Database, clock: Clock, service: ServicePort): Ledger {
  const invoiceImport = new InvoiceImport(database, service)
  const bankImport = new BankImport(database, service)
  const paymentRegister = new PaymentRegister(database, service)
  const statusUpdate = new StatusUpdate(database)
  const matching = new Matching(database, service)
  const corrections = new Corrections(database, service)
  const invoiceChanges = new InvoiceChanges(database, service)
  const nightly = new Nightly(database, clock, service)
  const room: Room = {
    resolvers: [
      new SalesInvoiceResolver(),
      new AllocationResolver(),
      new StatusChangeResolver(),
      new CustomerResolver(new CustomerCards(database)),
      new SalesSettingResolver(),
      new CompanyLedgerResolver(),
      new PaymentResolver(),
      new BankTransactionResolver(),
      new ImportResolver(invoiceImport, bankImport),
      new ImportedDocumentResolver(),
      new ImportedTransactionResolver(),
      new TableResolver(new TableImport(database, service)),
      new TableOutcomeResolver(),
      new TableRowResolver(),
      new ListedResolver(new ListedImport(database, service)),
      new ImportedItemResolver(),
      new UpsertedCustomerResolver(),
      new LedgerActResolver(paymentRegister),
      new MatchingResolver(matching, service),
      new CorrectionResolver(corrections),
      new InvoiceChangeResolver(invoiceChanges),
      new CollectionStatusResolver(statusUpdate, new Disputes(database)),
    ],
    orphanedTypes: [DocumentRefusalType],
    nodes: ledgerNodes,
    tasks: { 'ledger.nightly': async () => void (await nightly.run()) },
    // Hourly, so that no summer time and no stop of the server skips a day.
    schedule: [{ task: 'ledger.nightly', cron: '7 * * * *' }],
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
  }
}
