// First import of every entry, so that an old Node ends in a sentence rather than in a stack.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 11)) {
  process.stderr.write(
    `Guichet needs Node 20.11 or newer, and this is Node ${process.versions.node}. ` +
      'Install a current one (https://nodejs.org), then run the same command again.\n',
  )
  process.exit(2)
}
