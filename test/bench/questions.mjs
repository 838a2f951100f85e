import { readFileSync } from 'node:fs'
import pg from 'pg'
import { encodeId } from '../../server/dist/kernel/globalId.js'

/** How many different requests of one kind are sent in turn, so that not always the same row is read. */
const VARIETY = 200

/**
 * The four hot reads: the published document, and variables for the product beside parameters for the limit.
 * @param {string} url of the database
 */
export async function readQuestions(url) {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(
    `SELECT company_id AS company, id FROM duetto.assignment WHERE stage <> 'CLOSED' ORDER BY hashint8(id) LIMIT ${VARIETY}`,
  )
  await client.end()
  const companyOf = ({ company }) => encodeId('Company', company, company)
  const first = { first: 50 }
  return [
    {
      key: 'a',
      title: 'consolidated view, up to 500 companies',
      document: read('overview'),
      asked: [{ variables: { first: 500 }, limit: '/a' }],
    },
    {
      key: 'b',
      title: 'first 50 assignments across companies',
      document: read('assignments'),
      asked: [{ variables: first, limit: '/b' }],
    },
    {
      key: 'c',
      title: 'one company: 50 assignments, sends, payments',
      document: read('companyAssignments'),
      asked: rows.map((row) => ({ variables: { ...first, id: companyOf(row) }, limit: `/c?company=${row.company}` })),
    },
    {
      key: 'd',
      title: 'one assignment with its history',
      document: read('assignment'),
      asked: rows.map((row) => ({
        variables: { id: encodeId('CollectionAssignment', row.company, row.id) },
        limit: `/d?company=${row.company}&id=${row.id}`,
      })),
    },
  ]
}

function read(name) {
  return readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8')
}

/** The same selection under another name: no page sends it, so the resolvers answer. */
export function renamed(document) {
  return document.replace(/^query (\w+)/, 'query $1Written')
}
