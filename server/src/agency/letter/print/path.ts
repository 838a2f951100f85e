/** Where staff read papers. */
export const PRINT_PATH = '/print'
