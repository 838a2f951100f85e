import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('an empty environment gives the product on this machine alone, with an embedded database and demo data', () => {
  const read = readConfig({}, '/project')
  expect(read.ok && read.value).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    dataFolder: '/project/.data',
    loadsDemo: true,
    side: 'both',
    road: undefined,
  })
})

test.each([
  ['PORT', { PORT: 'many' }],
  ['DATABASE_URL', { DATABASE_URL: 'here' }],
  ['SMTP_URL', { SMTP_URL: 'https://mail.example.fi' }],
  ['EXCHANGE_URL', { SIDE: 'agency' }],
  ['NETVISOR_URL', { NETVISOR_URL: 'ftp://netvisor.example' }],
  ['NETVISOR_PARTNER_KEY', { NETVISOR_PARTNER_ID: 'partner' }],
  ['SECRETS_KEY', { SECRETS_KEY: 'short' }],
  ['EXCHANGE_SECRET', { SIDE: 'company', EXCHANGE_URL: 'http://localhost:4001', EXCHANGE_SECRET: 'short' }],
])('a wrong environment is explained by the variable: %s', (name, env) => {
  const read = readConfig(env, '/project')
  expect(read.ok ? '' : read.error).toContain(name)
})

test('one side alone has its road to the other', () => {
  const env = {
    SIDE: 'agency',
    EXCHANGE_URL: 'http://localhost:4001/exchange/messages',
    EXCHANGE_SECRET: 'sixteen-letters-',
  }
  const read = readConfig(env, '/project')
  expect(read.ok && read.value.road).toEqual({ url: env.EXCHANGE_URL, secret: env.EXCHANGE_SECRET })
})

test('the road may be a folder instead, meant from the root of the project', () => {
  const read = readConfig({ SIDE: 'company', EXCHANGE_FOLDER: 'exchange' }, '/project')
  expect(read.ok && read.value.road).toEqual({ folder: '/project/exchange' })
})

test('companies can be connected to Netvisor when the installation is its partner', () => {
  const env = { NETVISOR_PARTNER_ID: 'partner', NETVISOR_PARTNER_KEY: 'key', NETVISOR_URL: 'https://netvisor.example' }
  const read = readConfig(env, '/project')
  expect(read.ok && read.value.netvisor).toEqual({
    url: 'https://netvisor.example/',
    sender: 'Duetto',
    partnerId: 'partner',
    partnerKey: 'key',
  })
  expect(readConfig({}, '/project')).toMatchObject({ value: { netvisor: undefined } })
})
