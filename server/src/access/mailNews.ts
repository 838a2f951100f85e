interface OfCompany {
  /** The company's name. */
  readonly company: string
}

interface Answer extends OfCompany {
  readonly invoice: string
  readonly confirmed: boolean
  /** The assignment's id in the API. */
  readonly assignment: string
}

/** What a mail about a company tells, by kind. Nothing of a debtor: the page behind the link has it. */
export interface CompanyNews {
  readonly MASTER_ID_LINKED: OfCompany & { readonly masterId: string; readonly mandate: string }
  readonly MASTER_ID_LINK_ENDED: OfCompany & { readonly masterId: string }
  readonly ACTIVATION_RECEIVED: OfCompany
  readonly ACTIVATION_ACTIVE: OfCompany
  readonly ACTIVATION_REJECTED: OfCompany & { readonly note: string | null }
  /** `running`: how many assignments go on to their end. */
  readonly SERVICE_REMOVED: OfCompany & { readonly running: number }
  readonly TERMS_WAITING: OfCompany & { readonly version: string }
  /** `from` as YYYY-MM-DD; fees with a decimal point, without VAT. */
  readonly PRICES_CHANGE: OfCompany & { readonly from: string; readonly transfer: string; readonly recall: string }
  readonly RECALL_ANSWERED: Answer
  readonly CREDIT_LOSS_ANSWERED: Answer
  readonly MESSAGES_STUCK: OfCompany & { readonly count: number }
}

/** What a mail to a person about their own matters tells, by kind. */
export interface PersonNews {
  readonly EMAIL_CODE: { readonly code: string; readonly minutes: number }
  readonly EMAIL_CHANGED: { readonly email: string }
  readonly PASSWORD_CHANGED: Record<never, never>
  readonly MASTER_ID_REQUESTED: { readonly organisation: string }
  readonly MASTER_ID_GRANTED: { readonly organisation: string; readonly code: string }
  readonly MASTER_ID_REFUSED: { readonly organisation: string; readonly note: string | null }
}

export type NewsKind = keyof CompanyNews | keyof PersonNews
export type NewsOf<K extends NewsKind> = (CompanyNews & PersonNews)[K]
type Told<K extends NewsKind> = { [Kind in K]: { readonly kind: Kind } & NewsOf<Kind> }[K]
export type CompanyMailNews = Told<keyof CompanyNews>
export type PersonMailNews = Told<keyof PersonNews>

/** Subject, paragraphs, and what the link at the end is called. */
export interface Words {
  readonly subject: string
  readonly lines: readonly (string | null | false)[]
  readonly link: string
}

export type MailWords = { readonly [K in NewsKind]: (news: NewsOf<K>) => Words } & {
  readonly greeting: string
  readonly closing: string
}
