import type { DemoCompany } from './companies.ts'
import { Dice } from './dice.ts'
import { BusinessIds, fakeIban, fakePhone, plainName } from './identifiers.ts'
import { companyStems, customerForms, firstNames, lastNames, places, streets, type Tongue } from './words.ts'

/** How a customer pays: in time; late, but without being asked twice; or not before it is collected, if then. */
export type Habit = 'PROMPT' | 'SLOW' | 'BAD'

export interface DemoCustomer {
  readonly name: string
  readonly tongue: Tongue
  readonly language: 'FI' | 'SV' | 'EN'
  /** Of a business. */
  readonly businessId: string | null
  /** Absent at a few, whom no letter can reach. */
  readonly address: { readonly street: string; readonly postCode: string; readonly town: string } | null
  readonly email: string | null
  readonly phone: string | null
  readonly iban: string
  readonly contactPerson: { readonly name: string; readonly phone: string; readonly email: string } | null
  /** Late interest agreed in the contract, percent. */
  readonly contractInterest: string | null
  readonly habit: Habit
  /** Days from the date of an invoice to its due date. */
  readonly termDays: number
}

function personName(dice: Dice, tongue: Tongue): string {
  return `${dice.pick(firstNames[tongue])} ${dice.pick(lastNames[tongue])}`
}

/** The customers of a company; each is invoiced about six times. */
export function makeCustomers(seed: string, company: DemoCompany): DemoCustomer[] {
  const dice = new Dice(`${seed} customers ${company.serial}`)
  const businessIds = new BusinessIds(9_000_001 + company.serial * 2_000)
  const names = new Set<string>()
  return Array.from({ length: Math.max(6, Math.round(company.invoiceCount / 6)) }, (_, serial) => {
    // The first two cannot be reached by letter: problems to find.
    const customer = makeCustomer(dice, company, serial, businessIds)
    const name = names.has(customer.name) ? `${customer.name} ${serial}` : customer.name
    names.add(name)
    return { ...customer, name }
  })
}

function makeCustomer(dice: Dice, company: DemoCompany, serial: number, businessIds: BusinessIds): DemoCustomer {
  const tongue: Tongue = dice.chance(company.tongue === 'sv' ? 60 : 15) ? 'sv' : 'fi'
  const isConsumer = dice.chance(company.trade.consumers)
  const name = isConsumer ? personName(dice, tongue) : dice.pick(customerForms[tongue])(dice.pick(companyStems[tongue]))
  const isOutOfReach = serial === 0 && dice.chance(60)
  const person = personName(dice, tongue)
  const phone = fakePhone(2_000 + company.serial * 100 + serial)
  const domain = `${plainName(name)}.example`
  const habit: Habit = isOutOfReach
    ? 'BAD'
    : dice.weighted([
        [80, 'PROMPT'],
        [13, 'SLOW'],
        [7, 'BAD'],
      ])
  const place = dice.pick(places[tongue])
  const street = `${dice.pick(streets[tongue])} ${dice.int(1, 90)}${isConsumer && dice.chance(40) ? ` A ${dice.int(1, 60)}` : ''}`
  const hasEmail = !isOutOfReach && dice.chance(isConsumer ? 55 : 85)
  return {
    name,
    tongue,
    language: dice.chance(4) ? 'EN' : tongue === 'sv' ? 'SV' : 'FI',
    businessId: isConsumer ? null : businessIds.next(),
    address: isOutOfReach ? null : { street, ...place },
    email: hasEmail ? (isConsumer ? `${plainName(name)}@posti.example` : `ostolaskut@${domain}`) : null,
    phone: dice.chance(60) ? phone : null,
    iban: fakeIban(100_000 + company.serial * 1_000 + serial),
    contactPerson:
      !isConsumer && dice.chance(60) ? { name: person, phone, email: `${plainName(person)}@${domain}` } : null,
    contractInterest: !isConsumer && dice.chance(15) ? dice.pick(['12', '13.5', '16']) : null,
    habit,
    termDays: isConsumer ? dice.pick([14, 14, 21]) : dice.pick([14, 21, 30]),
  }
}
