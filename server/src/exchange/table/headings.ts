/** What a table is of. */
export const fieldKinds = ['INVOICES', 'PAYMENTS'] as const
export type FieldKind = (typeof fieldKinds)[number]

/** What a column may be taken for. */
export const tableFields = [
  'NUMBER',
  'REFERENCE',
  'CUSTOMER_NAME',
  'CUSTOMER_NUMBER',
  'BUSINESS_ID',
  'ISSUED_ON',
  'DUE_ON',
  'TOTAL',
  'VAT',
  'OPEN',
  'PAID',
  'CURRENCY',
  'STREET',
  'POST_CODE',
  'TOWN',
  'COUNTRY',
  'EMAIL',
  'PHONE',
  'LANGUAGE',
  'CONTACT_NAME',
  'CONTACT_PHONE',
  'CONTACT_EMAIL',
  'DESCRIPTION',
  'AUXILIARY_NAME',
  'SELLER_IBAN',
  'INTEREST_PERCENT',
  'CREDITED_NUMBER',
  'PAID_ON',
  'AMOUNT',
  'PAYER_NAME',
  'PAYMENT_ID',
] as const
export type TableField = (typeof tableFields)[number]

const PAYMENT_FIELDS: readonly TableField[] = [
  'NUMBER',
  'REFERENCE',
  'PAID_ON',
  'AMOUNT',
  'PAYER_NAME',
  'CURRENCY',
  'PAYMENT_ID',
]
const PAYMENTS_ALONE: readonly TableField[] = ['PAID_ON', 'AMOUNT', 'PAYER_NAME', 'PAYMENT_ID']

export function fieldsOf(kind: FieldKind): readonly TableField[] {
  return kind === 'PAYMENTS' ? PAYMENT_FIELDS : tableFields.filter((field) => !PAYMENTS_ALONE.includes(field))
}

/** Each of these must be chosen; of payments also NUMBER or REFERENCE. */
export function requiredFields(kind: FieldKind): readonly TableField[] {
  return kind === 'PAYMENTS' ? ['PAID_ON', 'AMOUNT'] : ['NUMBER', 'CUSTOMER_NAME', 'ISSUED_ON', 'DUE_ON', 'TOTAL']
}

export const dateFields: ReadonlySet<TableField> = new Set<TableField>(['ISSUED_ON', 'DUE_ON', 'PAID_ON'])
export const amountFields: ReadonlySet<TableField> = new Set<TableField>(['TOTAL', 'VAT', 'OPEN', 'PAID', 'AMOUNT'])

/** Headings as Finnish programs write them, in Finnish, Swedish and English, folded. The first field that fits counts. */
const WORDS: readonly (readonly [TableField, readonly string[]])[] = [
  [
    'CREDITED_NUMBER',
    [
      'hyvitettavan laskun numero|hyvitettava lasku|alkuperainen lasku|alkuperaisen laskun numero',
      'krediterad faktura|ursprunglig faktura|ursprungligt fakturanummer|originalfaktura',
      'credited invoice|credited invoice number|original invoice|original invoice number',
    ],
  ],
  [
    'NUMBER',
    [
      'laskun numero|laskunumero|laskunro|lasku nro|laskun nro|laskunnumero|lasku|tositenumero|laskun tunnus|numero',
      'fakturanummer|fakturanr|faktura nr|faktura nummer|fakturans nummer|faktura|nummer',
      'invoice number|invoice no|invoice nr|invoice num|invoice id|invoice|inv no|number|invoicenumber|document number',
    ],
  ],
  [
    'REFERENCE',
    [
      'viitenumero|viite|viitenro|maksuviite|pankkiviite|rf viite',
      'referensnummer|referens|betalningsreferens|ref nr|ocr|ocr nummer',
      'reference|reference number|payment reference|ref|ref no|bank reference|rf reference',
    ],
  ],
  [
    'CUSTOMER_NUMBER',
    [
      'asiakasnumero|asiakasnro|asiakkaan numero|asiakastunnus|asiakaskoodi',
      'kundnummer|kundnr|kund nr|kundkod|kundens nummer',
      'customer number|customer no|customer id|customer code|client number|account number',
    ],
  ],
  [
    'BUSINESS_ID',
    [
      'y tunnus|ytunnus|asiakkaan y tunnus|ostajan y tunnus|ly tunnus|alv numero|henkilo tai y tunnus',
      'fo nummer|fo nr|kundens fo nummer|organisationsnummer|org nr|momsnummer',
      'business id|customer business id|company id|vat number|vat id|vat no|organisation number|registration number',
    ],
  ],
  [
    'CONTACT_NAME',
    [
      'yhteyshenkilo|yhteyshenkilon nimi|kontaktihenkilo|viitteenne',
      'kontaktperson|kontaktpersonens namn|er referens',
      'contact|contact person|contact name|your reference',
    ],
  ],
  [
    'CONTACT_PHONE',
    ['yhteyshenkilon puhelin|yhteyshenkilon puhelinnumero', 'kontaktpersonens telefon', 'contact phone'],
  ],
  ['CONTACT_EMAIL', ['yhteyshenkilon sahkoposti', 'kontaktpersonens e post', 'contact email|contact e mail']],
  [
    'PAYER_NAME',
    [
      'maksaja|maksajan nimi|maksajan nimi tai tunnus',
      'betalare|betalarens namn|inbetalare',
      'payer|payer name|paid by|remitter|debtor name',
    ],
  ],
  [
    'CUSTOMER_NAME',
    [
      'asiakas|asiakkaan nimi|asiakasnimi|nimi|ostaja|ostajan nimi|velallinen|laskutettava|laskun saaja',
      'kund|kundnamn|kundens namn|namn|kopare|koparens namn|galdenar|mottagare',
      'customer|customer name|name|buyer|buyer name|client|client name|debtor|bill to|company name|billed to',
    ],
  ],
  [
    'DUE_ON',
    [
      'erapaiva|era pvm|erapvm|erapaivamaara|laskun erapaiva|maksettava viimeistaan|erap',
      'forfallodatum|forfallodag|forfaller|forfallo|betalas senast|forfallodat',
      'due date|due|due on|payment due|due by|date due|payment due date',
    ],
  ],
  [
    'PAID_ON',
    [
      'maksupaiva|maksupvm|maksettu pvm|kirjauspaiva|kirjauspvm|suorituspaiva|suorituspvm|arvopaiva|maksun paiva|maksun pvm|pvm|paivamaara|paiva',
      'betalningsdag|betalningsdatum|betald den|betald datum|bokforingsdag|bokningsdag|valutadag|inbetalningsdatum|datum|dag',
      'payment date|paid on|date paid|paid date|booking date|value date|date|transaction date|date of payment|received on',
    ],
  ],
  [
    'ISSUED_ON',
    [
      'laskun paiva|laskupaiva|laskun pvm|laskupvm|laskun paivamaara|laskupaivamaara|laskutuspaiva|paivays|pvm|paivamaara|paiva',
      'fakturadatum|faktura datum|fakturans datum|fakturadag|faktureringsdatum|datum|dag',
      'invoice date|date|issue date|issued|issued on|date of issue|invoiced|invoiced on|billing date',
    ],
  ],
  [
    'OPEN',
    [
      'avoinna|avoin|avoin summa|avoin saldo|avoinna eur|maksamatta|avoin maara|saldo avoinna|jaljella',
      'oppet|oppen|oppet saldo|obetalt|oppet belopp|kvar att betala|restbelopp',
      'open|open amount|open balance|outstanding|outstanding amount|unpaid|balance due|amount due|remaining',
    ],
  ],
  [
    'PAID',
    ['maksettu|maksettu summa|suoritettu|maksut', 'betalt|betald|betalt belopp', 'paid|amount paid|paid amount'],
  ],
  [
    'VAT',
    [
      'alv|arvonlisavero|vero|alv yhteensa|alv eur|veron maara',
      'moms|mervardesskatt|moms totalt|skatt|momsbelopp',
      'vat|vat amount|tax|tax amount|vat total',
    ],
  ],
  [
    'AMOUNT',
    [
      'summa|maara|maksettu|maksun maara|maksun summa|suoritus|euroa|eur|maksettu summa|rahamaara',
      'belopp|betalt|betalning|betalt belopp|inbetalning|euro',
      'amount|paid|amount paid|payment|payment amount|sum|paid amount|euros',
    ],
  ],
  [
    'TOTAL',
    [
      'yhteensa|summa|loppusumma|laskun summa|laskusumma|verollinen summa|yhteensa eur|maara|kokonaissumma|verollinen yhteensa|brutto|laskun loppusumma|summa sis alv|eur|euroa',
      'totalt|summa|belopp|totalbelopp|fakturabelopp|slutsumma|fakturasumma|brutto|summa inkl moms|totalt inkl moms|att betala',
      'total|amount|invoice total|total amount|gross|gross amount|sum|invoice amount|grand total|total incl vat|total eur|amount eur',
    ],
  ],
  ['CURRENCY', ['valuutta|val|valuuttakoodi', 'valuta|valutakod', 'currency|currency code|cur|ccy']],
  [
    'STREET',
    [
      'katuosoite|osoite|lahiosoite|postiosoite|laskutusosoite|katu',
      'gatuadress|adress|naradress|postadress|faktureringsadress|gata',
      'street|address|street address|postal address|billing address|address 1|address line 1',
    ],
  ],
  ['POST_CODE', ['postinumero|postinro|pno', 'postnummer|postnr', 'post code|postcode|postal code|zip|zip code']],
  [
    'TOWN',
    [
      'postitoimipaikka|kaupunki|paikkakunta|toimipaikka|kunta',
      'postort|ort|stad|postanstalt',
      'town|city|post office',
    ],
  ],
  ['COUNTRY', ['maa|maakoodi|maatunnus', 'land|landskod', 'country|country code']],
  [
    'EMAIL',
    [
      'sahkoposti|sahkopostiosoite|e mail|s posti|email',
      'e post|e postadress|epost|mejl',
      'email|e mail|email address|e mail address',
    ],
  ],
  [
    'PHONE',
    [
      'puhelin|puhelinnumero|puh|puhelinnro|matkapuhelin|gsm',
      'telefon|telefonnummer|tel|mobil',
      'phone|phone number|telephone|tel|mobile',
    ],
  ],
  ['LANGUAGE', ['kieli|kielikoodi|asiakkaan kieli', 'sprak|sprakkod|kundens sprak', 'language|language code|lang']],
  [
    'DESCRIPTION',
    [
      'selite|kuvaus|tuote|laskun aihe|aihe|viesti|lisatieto|teksti',
      'beskrivning|benamning|forklaring|produkt|meddelande|text',
      'description|subject|product|item|message|text|memo|details',
    ],
  ],
  ['AUXILIARY_NAME', ['aputoiminimi', 'bifirma', 'auxiliary name|trade name|trading name|auxiliary business name']],
  [
    'SELLER_IBAN',
    [
      'iban|tilinumero|pankkitili|maksetaan tilille|saajan tili|saajan tilinumero',
      'iban|kontonummer|bankkonto|mottagarens konto',
      'iban|bank account|account|pay to account|account iban',
    ],
  ],
  [
    'INTEREST_PERCENT',
    [
      'viivastyskorko|viivastyskorko prosentti|korko|korkoprosentti',
      'drojsmalsranta|drojsmalsrantesats|ranta|rantesats',
      'late interest|interest rate|interest percent|penalty interest|late payment interest',
    ],
  ],
  [
    'PAYMENT_ID',
    [
      'arkistointitunnus|maksun tunnus|tapahtumatunnus|maksutunnus|tapahtuman tunnus',
      'arkiveringskod|arkiveringsid|betalningens id|transaktions id|transaktionsid|arkiveringsreferens',
      'archive id|payment id|transaction id|archiving code|archive reference|payment identifier',
    ],
  ],
]

/** A heading without case, accents, signs and units in brackets. */
export function foldedHeading(heading: string): string {
  return heading
    .replace(/ø/gi, 'o')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

const FIELDS: Readonly<Record<FieldKind, ReadonlyMap<string, TableField>>> = {
  INVOICES: fieldsByWord('INVOICES'),
  PAYMENTS: fieldsByWord('PAYMENTS'),
}

function fieldsByWord(kind: FieldKind): Map<string, TableField> {
  const byWord = new Map<string, TableField>()
  for (const [field, texts] of WORDS) {
    if (!fieldsOf(kind).includes(field)) continue
    for (const word of texts.flatMap((text) => text.split('|'))) if (!byWord.has(word)) byWord.set(word, field)
  }
  return byWord
}

/** The field that a heading names; undefined when it is not one of the words known. */
export function fieldOfHeading(heading: string, kind: FieldKind): TableField | undefined {
  return FIELDS[kind].get(foldedHeading(heading))
}
