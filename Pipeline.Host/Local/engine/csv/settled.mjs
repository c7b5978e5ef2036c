// The options that a reader needs; a fault in one of them comes out when a file is read, as in Spark.

/** How records are cut out of a file. */
export function settled({ options }) {
  if (options.fault) throw options.fault;
  return {
    maxColumns: options.maxColumns,
    header: options.header.get(), separator: options.separator.get(), quote: options.quote.get(), escape: options.escape.get(),
    comment: options.comment.get(), multiLine: options.multiLine, trimLeft: options.trimLeft, trimRight: options.trimRight,
  };
}
