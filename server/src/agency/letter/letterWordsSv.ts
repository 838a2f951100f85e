import type { LetterWords } from './letterWords.ts'

/** Letters in Swedish. */
export const sv: LetterWords = {
  title: {
    REMINDER: 'BETALNINGSPÅMINNELSE',
    NOTICE: 'BETALNINGSANMÄRKNING',
    DEMAND: 'BETALNINGSKRAV',
    EXTENSION: 'FÖRLÄNGD BETALNINGSTID',
    PLAN: 'BETALNINGSPLAN',
    PLAN_BROKEN: 'BETALNINGSPLANEN HAR FÖRFALLIT',
    DISPUTE_ANSWER: 'SVAR PÅ BESTRIDANDE',
  },
  creditor: 'Borgenär',
  auxiliaryName: 'Bifirma på fakturan',
  originalCreditor: 'Ursprunglig borgenär',
  businessId: 'FO-nummer',
  debtor: 'Gäldenär',
  basis: 'Grund för fordran',
  invoice: (number, issuedOn, dueOn, total) =>
    `Faktura ${number}, daterad ${issuedOn}, förfallodag ${dueOn}, slutsumma ${total}`,
  original: 'Fakturans referensnummer',
  claim: 'Specifikation av fordran',
  line: {
    PRINCIPAL: 'Kapital',
    REMINDER_COST: 'Kostnad för betalningspåminnelse',
    NOTICE_COST: 'Kostnad för betalningsanmärkning',
    DEMAND_COST: 'Kostnad för betalningskrav',
    EXTENSION_COST: 'Kostnad för förlängd betalningstid',
    PLAN_COST: 'Kostnad för betalningsplan',
    FIXED_COMPENSATION: 'Standardersättning',
    COURT_FEE: 'Domstolsavgift',
    ENFORCEMENT_FEE: 'Utsökningsavgift',
    LATE_INTEREST: 'Dröjsmålsränta',
    PAYMENT: 'Betalning',
    DIRECT_PAYMENT: 'Betalning till borgenären',
    CREDIT: 'Kreditering',
    REVERSAL: 'Återtagen betalning',
    CANCELLATION: 'Återtagen kostnad',
    REALLOCATION: 'Rättad fördelning',
    REFUND: 'Betalning att återbetala',
  },
  interestDays: (from, to, days, percent, base) => `${from}–${to}, ${days} dagar, ${percent} % på kapitalet ${base}`,
  total: 'Att betala sammanlagt',
  pay: 'Betalning',
  payBy: 'Förfallodag',
  account: 'Klientmedelskonto',
  reference: 'Referensnummer',
  payee: 'Mottagare: Duetto, klientmedel',
  interestGoesOn: (from, rate, base, follows) =>
    `Om betalningen dröjer löper dröjsmålsränta från ${from} ${rate} på det obetalda kapitalet ${base} till betalningsdagen. ${follows}`,
  yearly: (percent) => `med ${percent} % om året`,
  legalRate: (reference, margin, section) =>
    `Räntan är ${reference === null ? 'referensräntan' : `referensräntan ${reference} %`} plus ${margin} procentenheter och följer referensräntan halvårsvis (räntelagen ${section}).`,
  agreedRate: 'Räntan är avtalad med borgenären.',
  referencePlus: (margin) => `enligt referensräntan plus ${margin} procentenheter`,
  consequence: {
    REMINDER:
      'Om fordran inte betalas senast på förfallodagen kan en betalningsanmärkning skickas, vilket medför kostnader.',
    NOTICE:
      'Om fordran inte betalas senast på förfallodagen kan den överföras till indrivning, vilket medför kostnader.',
    DEMAND:
      'Om fordran inte betalas senast på förfallodagen fortsätter indrivningen, och ärendet kan föras till rättslig indrivning. Det medför ytterligare kostnader.',
    EXTENSION: 'Om fordran inte betalas senast på den nya förfallodagen fortsätter indrivningen där den avbröts.',
    PLAN: 'Om en enda rat inte betalas på sin förfallodag förfaller planen, hela den obetalda fordran ska betalas genast och indrivningen fortsätter. Om ni inte kan betala en rat i tid, meddela Duetto före förfallodagen.',
    PLAN_BROKEN: 'Om fordran inte betalas senast på förfallodagen fortsätter indrivningen där den avbröts.',
    DISPUTE_ANSWER: 'Om fordran inte betalas senast på förfallodagen fortsätter indrivningen där den avbröts.',
  },
  extended: (until) => `Vi har på er begäran förlängt betalningstiden. Den nya förfallodagen är ${until}.`,
  planned: (count) =>
    `Vi har kommit överens med er om att fordran betalas i ${count} rater. Använd samma referensnummer för varje rat.`,
  planBroken: (dueOn, amount) =>
    `Raten ${amount} i betalningsplanen, som förföll ${dueOn}, har inte betalats. Planen har förfallit och hela fordran ska nu betalas.`,
  disputed: (raisedOn) => `Ni har bestridit fordran ${raisedOn}. Vi har utrett saken.`,
  upheld:
    'Vi godkänner ert bestridande. Indrivningen har upphört, de obetalda indrivningskostnaderna är återtagna och ni behöver inte betala något till Duetto.',
  rejected: 'Fordran står fast, och indrivningen fortsätter.',
  planGoesOn: (dueOn, amount) =>
    `Er betalningsplan fortsätter som avtalat. Nästa rat ${amount} förfaller till betalning ${dueOn}.`,
  grounds: 'Motivering',
  instalments: 'Rater',
  instalment: (ordinal) => `Rat ${ordinal}`,
  dueDay: 'Förfallodag',
  amount: 'Belopp',
  object: (day) =>
    `Om ni anser att fordran eller dess belopp är fel, meddela det med grunder till Duetto senast ${day}. Indrivningen avbryts då tills saken är utredd.`,
  consumer:
    'En konsument har rätt att skriftligen eller på något annat varaktigt sätt be Duetto avbryta indrivningen och föra ärendet till domstol. Därefter tas inga kostnader ut för indrivning.',
  consumerNotice: 'Reglerna om konsumentfordringar tillämpas på fordran.',
  sender: 'Duetto driver in fordran på uppdrag av borgenären.',
  page: (number, of) => `Sida ${number}/${of}`,
  referenceLater: 'ges vid sändningen',
  preview: 'FÖRHANDSVISNING',
  barcode: 'Bankstreckkod',
  qrCode: 'Betala i mobilen',
}
