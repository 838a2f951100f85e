import type { AgencyLanguage } from '../case/assignment.ts'

/** The wording of a statement of debts in one language; lines of postings have the words of letters. */
export interface StatementWords {
  readonly title: string
  readonly lead: (day: string) => string
  readonly right: (section: string) => string
  readonly noDemand: string
  /** Heading of one debt among so many. */
  readonly debt: (ordinal: number, of: number) => string
  readonly inAll: string
  readonly principal: string
  readonly interest: string
  readonly costs: string
  readonly paid: string
  readonly open: string
  readonly interestRuns: (day: string) => string
  readonly object: string
}

export const statementWords: Readonly<Record<AgencyLanguage, StatementWords>> = {
  fi: {
    title: 'ERITTELY VELOISTA',
    lead: (day) => `Tässä ovat pyynnöstänne velkanne, joita Duetto perii, sellaisina kuin ne ovat ${day}.`,
    right: (section) =>
      `Velallisella on oikeus saada ajantasainen erittely veloistaan maksutta kerran vuodessa (laki saatavien perinnästä ${section}). Tästä erittelystä ei peritä maksua.`,
    noDemand: 'Tämä kirje ei ole maksuvaatimus, eikä se muuta aiemmin ilmoitettuja eräpäiviä.',
    debt: (ordinal, of) => `Velka ${ordinal}/${of}`,
    inAll: 'Yhteensä',
    principal: 'Pääoma',
    interest: 'Korko',
    costs: 'Kulut',
    paid: 'Maksettu',
    open: 'Avoinna',
    interestRuns: (day) =>
      `Viivästyskorko on laskettu ${day} asti. Maksamattomalle pääomalle kertyy korkoa maksupäivään saakka.`,
    object: 'Jos erittelyssä on mielestänne virhe, ilmoittakaa siitä Duetolle:',
  },
  sv: {
    title: 'SPECIFIKATION AV SKULDER',
    lead: (day) => `Här är på er begäran de skulder som Duetto driver in hos er, såsom de är ${day}.`,
    right: (section) =>
      `En gäldenär har rätt att en gång om året utan avgift få en aktuell specifikation av sina skulder (lagen om indrivning av fordringar ${section}). För denna specifikation tas ingen avgift ut.`,
    noDemand: 'Detta brev är inget betalningskrav och ändrar inte de förfallodagar som meddelats tidigare.',
    debt: (ordinal, of) => `Skuld ${ordinal}/${of}`,
    inAll: 'Sammanlagt',
    principal: 'Kapital',
    interest: 'Ränta',
    costs: 'Kostnader',
    paid: 'Betalt',
    open: 'Obetalt',
    interestRuns: (day) =>
      `Dröjsmålsräntan är beräknad till och med ${day}. På det obetalda kapitalet löper ränta till betalningsdagen.`,
    object: 'Om ni anser att specifikationen innehåller ett fel, meddela Duetto:',
  },
  en: {
    title: 'STATEMENT OF DEBTS',
    lead: (day) => `As you asked, these are your debts that Duetto collects, as they stand on ${day}.`,
    right: (section) =>
      `A debtor has the right to an up-to-date statement of debts free of charge once a year (Debt Collection Act ${section}). Nothing is charged for this statement.`,
    noDemand: 'This letter is not a payment demand and does not change the due days given before.',
    debt: (ordinal, of) => `Debt ${ordinal}/${of}`,
    inAll: 'In all',
    principal: 'Principal',
    interest: 'Interest',
    costs: 'Costs',
    paid: 'Paid',
    open: 'Open',
    interestRuns: (day) =>
      `Late interest is counted until ${day}. Unpaid principal bears interest until the day of payment.`,
    object: 'If you think that something in the statement is wrong, tell Duetto:',
  },
}
