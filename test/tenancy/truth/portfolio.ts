import type { Truth } from './question.ts'

/** Across companies: overview, lists, reports, search. */
export const PORTFOLIO: Truth = {
  answers: `
field                 nobody  admin   keeper  auditor   payroll   member  former  stranger  reader  elsewhere staff
Query.assignments     NS      ok      ok      ok        none      ok      none    none      ok      none      none
Query.overview        NS      ok      ok      ok        none      ok      none    ok        ok      ok        none
Query.overviewTotals  NS      ok      ok      ok        none      ok      none    none      ok      none      none
Query.report          NS      ok      ok      ok        none      ok      none    none      ok      none      none
Query.reportMonths    NS      ok      ok      ok        none      ok      none    none      ok      none      none
Query.reportTotals    NS      ok      ok      ok        none      ok      none    none      ok      none      none
Query.search          NS      ok      ok      ok        none      ok      none    none      ok      none      none
Query.workQueue       NS      ok      ok      ok        none      ok      none    none      ok      none      none
Query.workQueueCounts NS      ok      ok      ok        none      ok      none    none      ok      none      none
`,
  questions: {
    'Query.assignments': { ask: 'assignments { nodes { id } }' },
    'Query.overview': { ask: 'overview { nodes { company { id } } }' },
    'Query.overviewTotals': { ask: 'overviewTotals { currency }' },
    'Query.report': { ask: 'report(from: "2000-01-01", to: "2100-01-01") { nodes { company { id } } }' },
    'Query.reportMonths': { ask: 'reportMonths(from: "2000-01-01", to: "2100-01-01") { month }' },
    'Query.reportTotals': { ask: 'reportTotals(from: "2000-01-01", to: "2100-01-01") { currency }' },
    'Query.search': { ask: 'search(text: "Asiakas") { __typename }' },
    'Query.workQueue': { ask: 'workQueue { nodes { kind } }' },
    'Query.workQueueCounts': { ask: 'workQueueCounts { kind }' },
  },
}
