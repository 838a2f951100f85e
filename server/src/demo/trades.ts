import type { Tongue } from './words.ts'

/** Something that is sold; prices without VAT, in cents. */
export interface Article {
  readonly name: Readonly<Record<Tongue, string>>
  readonly unit: string
  readonly price: readonly [least: number, most: number]
  readonly quantity: readonly [least: number, most: number]
}

/** A line of business: what its companies are called, sell, and to whom. */
export interface Trade {
  readonly company: Readonly<Record<Tongue, string>>
  /** Aputoiminimi, bifirma. */
  readonly auxiliaryName: Readonly<Record<Tongue, string>>
  /** Of a hundred customers so many are consumers. */
  readonly consumers: number
  readonly articles: readonly Article[]
}

function article(
  fi: string,
  sv: string,
  unit: string,
  price: Article['price'],
  quantity: Article['quantity'],
): Article {
  return { name: { fi, sv }, unit, price, quantity }
}

export const trades: readonly Trade[] = [
  {
    company: { fi: 'Sähkö', sv: 'El' },
    auxiliaryName: { fi: 'Valopäivystys', sv: 'Ljusjouren' },
    consumers: 45,
    articles: [
      article('Sähköasennus', 'Elinstallation', 'h', [5_400, 7_200], [2, 16]),
      article('Sähköpääkeskuksen uusinta', 'Byte av elcentral', 'kpl', [62_000, 148_000], [1, 1]),
      article('Latausaseman asennus', 'Installation av laddstation', 'kpl', [48_000, 95_000], [1, 2]),
    ],
  },
  {
    company: { fi: 'Siivouspalvelu', sv: 'Städtjänst' },
    auxiliaryName: { fi: 'Kotiapu Puhtonen', sv: 'Hemhjälpen Rentorp' },
    consumers: 40,
    articles: [
      article('Viikkosiivous', 'Veckostädning', 'h', [3_600, 4_800], [3, 24]),
      article('Ikkunanpesu', 'Fönstertvätt', 'kpl', [9_500, 21_000], [1, 1]),
    ],
  },
  {
    company: { fi: 'Kirjapaino', sv: 'Tryckeri' },
    auxiliaryName: { fi: 'Pikapaino', sv: 'Snabbtrycket' },
    consumers: 10,
    articles: [
      article('Esitepainatus', 'Tryck av broschyrer', 'erä', [18_000, 96_000], [1, 3]),
      article('Taitto', 'Ombrytning', 'h', [6_800, 8_400], [2, 20]),
    ],
  },
  {
    company: { fi: 'Hammaslääkärit', sv: 'Tandläkare' },
    auxiliaryName: { fi: 'Hymyhoitola', sv: 'Leendekliniken' },
    consumers: 95,
    articles: [
      article('Tarkastus ja hoitosuunnitelma', 'Undersökning och vårdplan', 'kpl', [5_200, 7_900], [1, 1]),
      article('Paikkaushoito', 'Lagning', 'kpl', [9_800, 18_500], [1, 3]),
    ],
  },
  {
    company: { fi: 'Rakennus', sv: 'Bygg' },
    auxiliaryName: { fi: 'Remonttiapu', sv: 'Renoveringshjälpen' },
    consumers: 30,
    articles: [
      article('Rakennustyö', 'Byggarbete', 'h', [4_600, 6_200], [8, 70]),
      article('Kattoremontti, osaerä', 'Takrenovering, delpost', 'erä', [180_000, 640_000], [1, 1]),
      article('Materiaalit', 'Material', 'erä', [12_000, 90_000], [1, 2]),
    ],
  },
  {
    company: { fi: 'Kuljetus', sv: 'Transport' },
    auxiliaryName: { fi: 'Muuttorinki', sv: 'Flyttringen' },
    consumers: 20,
    articles: [
      article('Kuljetuspalvelu', 'Transporttjänst', 'h', [6_900, 9_800], [2, 18]),
      article('Muutto', 'Flytt', 'kpl', [39_000, 120_000], [1, 1]),
    ],
  },
  {
    company: { fi: 'Kuntokeskus', sv: 'Gym' },
    auxiliaryName: { fi: 'Reippaustalo', sv: 'Krafthuset' },
    consumers: 92,
    articles: [
      article('Jäsenmaksu', 'Medlemsavgift', 'kk', [3_200, 5_600], [1, 3]),
      article('Henkilökohtainen ohjaus', 'Personlig träning', 'h', [5_500, 7_200], [1, 6]),
    ],
  },
  {
    company: { fi: 'Puutarha', sv: 'Trädgård' },
    auxiliaryName: { fi: 'Taimitupa', sv: 'Plantstugan' },
    consumers: 55,
    articles: [
      article('Pihasuunnittelu', 'Planering av gård', 'h', [6_200, 8_600], [2, 14]),
      article('Taimet ja istutus', 'Plantor och plantering', 'erä', [9_000, 74_000], [1, 1]),
    ],
  },
  {
    company: { fi: 'Konepaja', sv: 'Mekaniska' },
    auxiliaryName: { fi: 'Huoltohalli', sv: 'Servicehallen' },
    consumers: 3,
    articles: [
      article('Koneistustyö', 'Maskinbearbetning', 'h', [6_800, 9_200], [6, 60]),
      article('Sarjatuotanto', 'Serietillverkning', 'erä', [95_000, 480_000], [1, 2]),
    ],
  },
  {
    company: { fi: 'Vesihuolto', sv: 'Vattentjänst' },
    auxiliaryName: { fi: 'Kaivohuolto', sv: 'Brunnsservice' },
    consumers: 60,
    articles: [
      article('Vesimaksu', 'Vattenavgift', 'kk', [2_400, 6_800], [3, 3]),
      article('Viemäriremontti', 'Avloppsrenovering', 'kpl', [42_000, 160_000], [1, 1]),
    ],
  },
  {
    company: { fi: 'Ohjelmistot', sv: 'Programvara' },
    auxiliaryName: { fi: 'Pilvipaja', sv: 'Molnverkstaden' },
    consumers: 2,
    articles: [
      article('Asiantuntijatyö', 'Konsultarbete', 'h', [8_800, 13_500], [6, 80]),
      article('Lisenssimaksu', 'Licensavgift', 'kk', [12_000, 68_000], [1, 3]),
    ],
  },
  {
    company: { fi: 'Päiväkoti', sv: 'Daghem' },
    auxiliaryName: { fi: 'Pikkupeikot', sv: 'Smått och gott' },
    consumers: 97,
    articles: [
      article('Hoitomaksu', 'Vårdavgift', 'kk', [16_500, 29_500], [1, 1]),
      article('Kerhomaksu', 'Klubbavgift', 'kk', [4_200, 6_900], [1, 2]),
    ],
  },
]
