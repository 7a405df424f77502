import { standOutside } from './support/outside'

await standOutside()
