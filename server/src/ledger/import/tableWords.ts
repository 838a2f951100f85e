import type { Language } from '../../access/access.enums.ts'
import type { FormatRefusal } from '../../exchange/refusal.ts'

/** Reasons in the file of refused rows, as the pages say them: Finnish, Swedish. English is the server's own message. */
const WORDS: Readonly<Record<string, readonly [fi: string, sv: string]>> = {
  CELL_MISSING: ['pakollinen tieto puuttuu', 'en nödvändig uppgift saknas'],
  DATE_UNREADABLE: ['ei ole päivämäärä', 'är inget datum'],
  AMOUNT_UNREADABLE: ['ei ole rahamäärä', 'är inget belopp'],
  AMOUNT_NOT_POSITIVE: ['maksun on oltava suurempi kuin nolla', 'betalningen ska vara större än noll'],
  AMOUNT_TOO_LARGE: ['summa on suurempi kuin mikään lasku', 'beloppet är större än någon faktura'],
  CURRENCY_CONTRADICTS: ['valuutta on toinen kuin rivillä', 'valutan är en annan än radens'],
  CURRENCY_UNKNOWN: ['valuuttaa ei tunneta', 'valutan är okänd'],
  CURRENCY_DIFFERS: ['valuutta on toinen kuin laskulla', 'valutan är en annan än fakturans'],
  TOO_LONG: ['teksti on liian pitkä', 'texten är för lång'],
  NUMBER_TOO_LONG: ['laskun numero on liian pitkä', 'fakturanumret är för långt'],
  TOTAL_ZERO: ['loppusumma on nolla', 'slutsumman är noll'],
  ORIGINAL_NOT_NAMED: ['hyvitettävää laskua ei ole nimetty', 'den krediterade fakturan är inte angiven'],
  ORIGINAL_NOT_FOUND: ['hyvitettävää laskua ei löydy', 'den krediterade fakturan hittas inte'],
  CREDIT_EXCEEDS_OPEN: ['hyvitys on suurempi kuin avoin summa', 'krediteringen överstiger det öppna beloppet'],
  DUE_BEFORE_ISSUE: ['eräpäivä on ennen laskun päivää', 'förfallodagen är före fakturadatum'],
  OPEN_EXCEEDS_TOTAL: [
    'avoin tai maksettu summa ei sovi loppusummaan',
    'öppet eller betalt belopp passar inte totalen',
  ],
  REFERENCE_INVALID: ['viitenumeron tarkiste on väärin', 'referensnumrets kontrollsiffra är fel'],
  REFERENCE_CONTRADICTS: ['laskulla on toinen viitenumero', 'fakturan har ett annat referensnummer'],
  CUSTOMER_ID_INVALID: ['Y-tunnuksen tarkiste on väärin', 'FO-numrets kontrollsiffra är fel'],
  IBAN_INVALID: ['tilinumero on väärin', 'kontonumret är fel'],
  INTEREST_INVALID: ['ei ole korkoprosentti', 'är ingen räntesats'],
  NUMBER_TAKEN_DIFFERENT: ['numerolla on jo toinen lasku', 'numret har redan en annan faktura'],
  PAID_MORE_THAN_TOTAL: ['maksettu enemmän kuin laskutettu', 'mer betalt än fakturerat'],
  NOT_STORABLE: ['tieto ei mahdu kirjanpitoon', 'uppgiften ryms inte i boken'],
  INVOICE_NOT_FOUND: ['laskua ei löydy', 'fakturan hittas inte'],
  EXCEEDS_OPEN: ['maksu on suurempi kuin avoin summa', 'betalningen överstiger det öppna beloppet'],
  DATE_IN_FUTURE: ['päivä on tulevaisuudessa', 'dagen är i framtiden'],
  PROBABLE_DOUBLE: ['sama maksu on luultavasti jo kirjattu', 'samma betalning är sannolikt redan bokförd'],
  COUNTED_IN_PAID: ['lasku tuli jo osin maksettuna', 'fakturan kom delvis betald'],
  EXTERNAL_ID_TAKEN_DIFFERENT: ['tunnuksella on jo toinen maksu', 'identifieringen har redan en annan betalning'],
  PAYMENTS_FROM_NETVISOR: ['päivän maksut tulevat Netvisorista', 'dagens betalningar kommer från Netvisor'],
  SETTLEMENT_OR_DIRECT_PAYMENT: ['voi olla perintätoimiston tilitys', 'kan vara inkassobyråns redovisning'],
}

/** Why, with the heading of the column at fault and the code. */
export function refusalText({ code, message, advice, path }: FormatRefusal, language: Language): string {
  const words = language === 'EN' ? undefined : WORDS[code]?.[language === 'FI' ? 0 : 1]
  const reason = words ?? `${message} ${advice}`
  return `${path ? `${path}: ` : ''}${reason} (${code})`
}
