import bixolon from '../../resources/printers/bixolon.json'
import citizen from '../../resources/printers/citizen.json'
import epson from '../../resources/printers/epson.json'
import epsonOlder from '../../resources/printers/epson-older.json'
import epsonT88 from '../../resources/printers/epson-t88.json'
import generic58 from '../../resources/printers/generic-58.json'
import generic58N14 from '../../resources/printers/generic-58-n14.json'
import generic80 from '../../resources/printers/generic-80.json'
import rongta from '../../resources/printers/rongta.json'
import starEscpos from '../../resources/printers/star-escpos.json'
import xprinter from '../../resources/printers/xprinter.json'
import yhd8390 from '../../resources/printers/yhd-8390.json'
import zjiang58 from '../../resources/printers/zjiang-58.json'
import zjiang80 from '../../resources/printers/zjiang-80.json'

/** The profiles of resources/printers, as read: createProfileBook checks them like a shop's own. */
export const BUILT_IN_PROFILES: readonly unknown[] = [
  bixolon,
  citizen,
  epson,
  epsonOlder,
  epsonT88,
  generic58,
  generic58N14,
  generic80,
  rongta,
  starEscpos,
  xprinter,
  yhd8390,
  zjiang58,
  zjiang80,
]
