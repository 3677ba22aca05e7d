// Stands in for the package that @sdeverywhere/compile reads spreadsheets with, which no registry has.
// The models of the benchmark have no spreadsheets.
module.exports = { set_fs() {} };
