/*
 * The limit: the same answers by one hand-written statement each, over plain `pg` and `node:http`. No sign-in, no row
 * security, no GraphQL, no limits. Started as a process of its own: node limit.mjs <url of the database> <today>.
 */
import { createServer } from 'node:http'
import pg from 'pg'
import { acrossRow, companyRow, overviewRow, wholeAssignment } from '../../server/dist/portfolio/hot/shapes.js'

const [url, today] = process.argv.slice(2)
const pool = new pg.Pool({
  connectionString: url,
  max: 16,
  options: '-c jit=off -c plan_cache_mode=force_generic_plan',
})

const cursor = (parts) =>
  `translate(encode(convert_to('["' || ${parts.join(` || '","' || `)} || '"]', 'UTF8'), 'base64'), E'+/=\\n', '-_')`

/** Rows are read with one more than the page has; the page's end is the cursor of its last row. */
const connection = (before, after, typename, size, rows) => `
  SELECT concat(${before}, '{"nodes":[', string_agg(json, ',') FILTER (WHERE n <= ${size}), '],"pageInfo":{"hasNextPage":',
    CASE WHEN count(*) > ${size} THEN 'true' ELSE 'false' END, ',"hasPreviousPage":false,"endCursor":',
    coalesce('"' || (array_agg(cursor))[least(count(*), ${size})] || '"', 'null'),
    ',"__typename":"PageInfo"},"__typename":"${typename}"}', ${after})
  FROM (${rows}) listed`

const listed = (row, companies) => `
  SELECT row_number() OVER () AS n, ${row} AS json, ${cursor(['a.due_on', 'a.company_id', 'a.id'])} AS cursor
  FROM (SELECT * FROM duetto.assignment a WHERE a.stage <> 'CLOSED' ${companies} ORDER BY a.due_on, a.company_id, a.id LIMIT 51) a,
    LATERAL (SELECT $1::date AS today) d`

const TEXTS = {
  // A row a company, put together here: one text of a million signs is copied half a dozen times in the database.
  '/a': `SELECT ${overviewRow}
    FROM (SELECT c.*, s.state AS activation, f.totals_json AS totals
      FROM (SELECT * FROM access.company ORDER BY name, company_id LIMIT 501) c
      -- Row by row: all of the wide rows at once would be read for the 500 that are shown.
      LEFT JOIN LATERAL (SELECT state FROM duetto.activation WHERE company_id = c.company_id LIMIT 1) s ON true
      LEFT JOIN LATERAL (SELECT totals_json FROM portfolio.folded WHERE company_id = c.company_id AND as_of = $1::date LIMIT 1) f ON true
      ORDER BY c.name, c.company_id) c`,
  '/b': connection(`'{"assignments":'`, `'}'`, 'AssignmentConnection', 50, listed(acrossRow, '')),
  '/c': `SELECT (${connection(
    `'{"company":{"id":"', platform.global_id('Company', k.company_id, k.company_id), '","name":', to_json(k.name),
      ',"businessId":"', k.business_id, '","assignments":'`,
    `',"__typename":"Company"}}'`,
    'AssignmentConnection',
    50,
    listed(companyRow, 'AND a.company_id = $2::bigint'),
  )}) FROM access.company k WHERE k.company_id = $2::bigint`,
  '/d': `SELECT '{"assignment":' || ${wholeAssignment} || '}'
    FROM duetto.assignment a, LATERAL (SELECT $1::date AS today, true AS may_recall, true AS may_write_off) d
    WHERE a.company_id = $2::bigint AND a.id = $3::bigint`,
}

function overview(rows) {
  const nodes = rows.slice(0, 500).map((row) => row[0])
  const { company } = JSON.parse(nodes.at(-1))
  const [, companyId] = Buffer.from(company.id, 'base64url').toString().split(':')
  const endCursor = Buffer.from(JSON.stringify([company.name, companyId])).toString('base64url')
  const pageInfo = { hasNextPage: rows.length > 500, hasPreviousPage: false, endCursor, __typename: 'PageInfo' }
  return `{"data":{"overview":{"nodes":[${nodes.join(',')}],"pageInfo":${JSON.stringify(pageInfo)},"__typename":"OverviewConnection"}}}\n`
}

const http = createServer(async (request, response) => {
  const [path, query] = request.url.split('?')
  const values = [today, ...(query ? query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1)) : [])]
  const { rows } = await pool.query({ name: path, text: TEXTS[path], values, rowMode: 'array' })
  const body = path === '/a' ? overview(rows) : `{"data":${rows[0][0]}}\n`
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
})
http.listen(0, '127.0.0.1', () => console.log(`ready at http://127.0.0.1:${http.address().port}`))
