/*
 * Words for made-up people, places and companies. Towns and streets exist nowhere, and neither do the surnames as a
 * set; whoever bears one of the names is not meant.
 */

export type Tongue = 'fi' | 'sv'

export const firstNames: Readonly<Record<Tongue, readonly string[]>> = {
  fi: [
    'Aino',
    'Eero',
    'Helmi',
    'Ilmari',
    'Kaisa',
    'Lauri',
    'Marjatta',
    'Niilo',
    'Oona',
    'Pekka',
    'Riikka',
    'Santeri',
    'Tuulikki',
    'Urho',
    'Venla',
    'Väinö',
    'Aada',
    'Jalmari',
    'Sointu',
    'Taisto',
  ],
  sv: [
    'Agneta',
    'Birger',
    'Cecilia',
    'Erik',
    'Fredrika',
    'Göran',
    'Hedvig',
    'Johan',
    'Karin',
    'Linnéa',
    'Märta',
    'Nils',
    'Oskar',
    'Pernilla',
    'Rolf',
    'Sigrid',
    'Torsten',
    'Ulrika',
    'Viktor',
    'Åsa',
  ],
}

export const lastNames: Readonly<Record<Tongue, readonly string[]>> = {
  fi: [
    'Havukkala',
    'Kivipuro',
    'Lehtovaara',
    'Männikkölä',
    'Niittyranta',
    'Ojanperkiö',
    'Petäjistö',
    'Rantakari',
    'Suovanen',
    'Tuohimaa',
    'Uusiaho',
    'Vesikallio',
    'Yrttiaho',
    'Ämmälä',
    'Kuusenkangas',
    'Saarilampi',
    'Korpijoki',
    'Hillamäki',
  ],
  sv: [
    'Almskog',
    'Björknäs',
    'Dahlvik',
    'Ekudden',
    'Furuholm',
    'Granfors',
    'Hasselgren',
    'Klippberg',
    'Lövskär',
    'Mossander',
    'Norrgård',
    'Rönnvall',
    'Sjöstrand',
    'Tallberg',
    'Vassnäs',
    'Ängström',
    'Öhrskär',
    'Havsudd',
  ],
}

export interface Place {
  readonly town: string
  readonly postCode: string
}

/** Post codes that begin with 000 are nobody's. */
export const places: Readonly<Record<Tongue, readonly Place[]>> = {
  fi: [
    { town: 'Kuvitelmala', postCode: '00011' },
    { town: 'Tarulahti', postCode: '00012' },
    { town: 'Satujärvi', postCode: '00013' },
    { town: 'Mallikylä', postCode: '00014' },
    { town: 'Esimerkkilä', postCode: '00015' },
    { town: 'Keksijoki', postCode: '00016' },
  ],
  sv: [
    { town: 'Sagonäs', postCode: '00021' },
    { town: 'Påhittsby', postCode: '00022' },
    { town: 'Exempelvik', postCode: '00023' },
    { town: 'Drömskär', postCode: '00024' },
  ],
}

export const streets: Readonly<Record<Tongue, readonly string[]>> = {
  fi: [
    'Tarinakatu',
    'Satupolku',
    'Mallitie',
    'Keksijänkuja',
    'Kuvitelmantie',
    'Esimerkkikatu',
    'Sepitteentie',
    'Huhupolku',
    'Arvoituksenkuja',
  ],
  sv: ['Sagogränden', 'Påhittsvägen', 'Exempelgatan', 'Drömstigen', 'Fabelvägen', 'Gåtgränden', 'Modellgatan'],
}

/** The made-up part of a company's name. */
export const companyStems: Readonly<Record<Tongue, readonly string[]>> = {
  fi: [
    'Havutuuli',
    'Kivikeiju',
    'Pohjanhohde',
    'Suopursu',
    'Tuulentupa',
    'Revonretki',
    'Kuunsilta',
    'Hallayö',
    'Vesilintu',
    'Koivukaari',
    'Metsänpeikko',
    'Aallonharja',
    'Pihlajapiha',
    'Routakuu',
    'Käpylintu',
    'Sammalkallio',
    'Ukkosmäki',
    'Järvisatu',
    'Hopeahauki',
    'Kangasvuokko',
    'Lumikurki',
    'Tähtisumu',
    'Karhunaskel',
    'Rantakaisla',
    'Syysmyrsky',
    'Poutapilvi',
    'Oravanpesä',
    'Sinivuokko',
    'Turvetupa',
    'Hiidenvirta',
  ],
  sv: [
    'Skärgårdsdröm',
    'Norrskensby',
    'Blåklocka',
    'Stormfågel',
    'Månsken',
    'Granbacken',
    'Vågskum',
    'Trollsund',
    'Solros',
    'Isfjäril',
    'Havsbris',
    'Ljungmo',
    'Rävlyan',
    'Stjärnljus',
    'Näcksjö',
    'Dimholm',
  ],
}

/** Endings of customers that are companies, associations or housing companies. */
export const customerForms: Readonly<Record<Tongue, readonly ((stem: string) => string)[]>> = {
  fi: [
    (stem) => `${stem} Oy`,
    (stem) => `Asunto Oy ${stem}`,
    (stem) => `${stem} Tmi`,
    (stem) => `Kahvila ${stem} Ky`,
    (stem) => `${stem}-yhdistys ry`,
    (stem) => `Kauppahuone ${stem} Oy`,
  ],
  sv: [
    (stem) => `${stem} Ab`,
    (stem) => `Bostads Ab ${stem}`,
    (stem) => `Café ${stem} Kb`,
    (stem) => `Föreningen ${stem} rf`,
    (stem) => `${stem} Handels Ab`,
  ],
}
