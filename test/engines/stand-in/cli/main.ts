/** Stands in for the command line: `seed` prints accounts as the real one does, in its last paragraph. */
console.log(
  `Loaded nothing (${process.argv[2] ?? 'no command'}).\n\nclerk@example.test   a-password\nmanager@example.test a-password`,
);
