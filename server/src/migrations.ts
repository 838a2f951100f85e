import { Access1764000010000 } from './access/migration/0010-access.ts'
import { AccessRules1764000011000 } from './access/migration/0011-accessRules.ts'
import { AccessLinkRights1764000081000 } from './access/migration/0012-customerRight.ts'
import { AuditAndMail1764000091000 } from './access/migration/0013-auditAndMail.ts'
import { AuditBooks1764000105000 } from './access/migration/0014-auditBooks.ts'
import { TokenName1764000105200 } from './access/migration/0015-tokenName.ts'
import { OwnDetails1764000104000 } from './access/migration/0016-ownDetails.ts'
import { MailErasure1764000120100 } from './access/migration/0120-mailErasure.ts'
import { DocumentOpenings1764000121000 } from './access/migration/0121-documentOpenings.ts'
import { Agency1764000040000 } from './agency/migration/0040-agency.ts'
import { AgencyLetters1764000041000 } from './agency/migration/0041-letters.ts'
import { AgencyLadder1764000083000 } from './agency/migration/0043-ladder.ts'
import { Surveillance1764000044000 } from './agency/migration/0044-surveillance.ts'
import { AgencyMoney1764000085000 } from './agency/migration/0085-agencyMoney.ts'
import { AgencyAudit1764000105100 } from './agency/migration/0105-agencyAudit.ts'
import { AgencyActLetters1764000107000 } from './agency/migration/0107-letters.ts'
import { AgencyAccount1764000108000 } from './agency/migration/0108-agencyAccount.ts'
import { InvoiceSeries1764000108200 } from './agency/migration/0109-invoiceSeries.ts'
import { OwnAccountFiles1764000108300 } from './agency/migration/0110-ownAccountFiles.ts'
import { SameFunds1764000109000 } from './agency/migration/0111-sameFunds.ts'
import { OutgoingFunds1764000110000 } from './agency/migration/0112-outgoingFunds.ts'
import { ToldBy1764000111000 } from './agency/migration/0113-toldBy.ts'
import { StatedBalance1764000112000 } from './agency/migration/0114-statedBalance.ts'
import { DebtStatement1764000130000 } from './agency/migration/0115-debtStatement.ts'
import { Demo1764000070000 } from './demo/migration/0070-demo.ts'
import { Duetto1764000030000 } from './duetto/migration/0030-duetto.ts'
import { DuettoLetters1764000031000 } from './duetto/migration/0031-letters.ts'
import { Costs1764000034000 } from './duetto/migration/0034-costs.ts'
import { Holds1764000084000 } from './duetto/migration/0035-holds.ts'
import { Service1764000088000 } from './duetto/migration/0036-service.ts'
import { ActLetters1764000107100 } from './duetto/migration/0037-actLetters.ts'
import { AgencyAccountCopy1764000108100 } from './duetto/migration/0038-agencyAccount.ts'
import { LongSend1764000103000 } from './duetto/migration/0039-longSend.ts'
import { Identity1764000104100 } from './duetto/migration/0041-identity.ts'
import { RefusalValues1764000115000 } from './duetto/migration/0042-refusalValues.ts'
import { IdentityChecks1764000120000 } from './duetto/migration/0120-identityChecks.ts'
import { Ledger1764000020000 } from './ledger/migration/0020-ledger.ts'
import { CustomerCard1764000082000 } from './ledger/migration/0021-customerCard.ts'
import { MoneyByHand1764000024000 } from './ledger/migration/0024-moneyByHand.ts'
import { InvoiceSource1764000100000 } from './ledger/migration/0025-invoiceSource.ts'
import { Allocation1764000106000 } from './ledger/migration/0026-allocation.ts'
import { TableImport1764000102000 } from './ledger/migration/0027-tables.ts'
import { Netvisor1764000101000 } from './ledger/migration/0028-netvisor.ts'
import { CustomerMatch1764000103100 } from './ledger/migration/0029-customerMatch.ts'
import { SameMoney1764000106100 } from './ledger/migration/0030-sameMoney.ts'
import { MinorUnits1764000106200 } from './ledger/migration/0031-minorUnits.ts'
import { ToldInvoice1764000101100 } from './ledger/migration/0032-toldInvoice.ts'
import { NetvisorAccount1764000101200 } from './ledger/migration/0034-netvisorAccount.ts'
import { NetvisorChange1764000116000 } from './ledger/migration/0035-netvisorChange.ts'
import { FileName1764000117000 } from './ledger/migration/0036-fileName.ts'
import { TableMappingNames1764000118000 } from './ledger/migration/0037-tableMapping.ts'
import { CustomerMerge1764000119000 } from './ledger/migration/0038-customerMerge.ts'
import { EmailConsent1764000122000 } from './ledger/migration/0122-emailConsent.ts'
import { Platform1764000000000 } from './platform/migration/0001-platform.ts'
import { ReferenceRate1764000015000 } from './platform/migration/0015-reference-rate.ts'
import type { MigrationClass } from './platform/migration/migrate.ts'
import { Portfolio1764000050000 } from './portfolio/migration/0050-portfolio.ts'
import { Hot1764000060000 } from './portfolio/migration/0060-hot.ts'

/** Every room's migrations. They run in the order of the timestamps in their names, not of this list. */
export const migrations: readonly MigrationClass[] = [
  Platform1764000000000,
  Access1764000010000,
  AccessRules1764000011000,
  ReferenceRate1764000015000,
  Ledger1764000020000,
  MoneyByHand1764000024000,
  Duetto1764000030000,
  DuettoLetters1764000031000,
  Costs1764000034000,
  Agency1764000040000,
  AgencyLetters1764000041000,
  Surveillance1764000044000,
  Portfolio1764000050000,
  Hot1764000060000,
  Demo1764000070000,
  AccessLinkRights1764000081000,
  CustomerCard1764000082000,
  AgencyLadder1764000083000,
  Holds1764000084000,
  AgencyMoney1764000085000,
  AuditAndMail1764000091000,
  Service1764000088000,
  InvoiceSource1764000100000,
  Netvisor1764000101000,
  ToldInvoice1764000101100,
  NetvisorAccount1764000101200,
  TableImport1764000102000,
  LongSend1764000103000,
  CustomerMatch1764000103100,
  OwnDetails1764000104000,
  Identity1764000104100,
  AuditBooks1764000105000,
  AgencyAudit1764000105100,
  TokenName1764000105200,
  Allocation1764000106000,
  SameMoney1764000106100,
  MinorUnits1764000106200,
  AgencyActLetters1764000107000,
  ActLetters1764000107100,
  AgencyAccount1764000108000,
  AgencyAccountCopy1764000108100,
  InvoiceSeries1764000108200,
  OwnAccountFiles1764000108300,
  SameFunds1764000109000,
  OutgoingFunds1764000110000,
  ToldBy1764000111000,
  StatedBalance1764000112000,
  RefusalValues1764000115000,
  NetvisorChange1764000116000,
  FileName1764000117000,
  TableMappingNames1764000118000,
  CustomerMerge1764000119000,
  IdentityChecks1764000120000,
  MailErasure1764000120100,
  DocumentOpenings1764000121000,
  EmailConsent1764000122000,
  DebtStatement1764000130000,
]
