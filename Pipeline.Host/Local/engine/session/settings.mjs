// SET and RESET: settings that change nothing here are kept, those that Spark's answers depend on are refused unless they ask for what
// the engine does anyway.

import { fail, refuse } from '../errors.mjs';

// Known keys with their defaults; values names the ones that the engine can follow.
export const KNOWN = new Map(Object.entries({
  'spark.sql.ansi.enabled': { fallback: 'false', values: ['false'] },
  'spark.sql.caseSensitive': { fallback: 'false', values: ['false'] },
  'spark.sql.session.timeZone': { fallback: 'UTC', values: ['UTC', 'Etc/UTC', 'Z', 'GMT', '+00:00'] },
  'spark.sql.legacy.timeParserPolicy': { fallback: 'EXCEPTION', values: ['EXCEPTION', 'CORRECTED'] },
  'spark.sql.csv.parser.columnPruning.enabled': { fallback: 'true', values: ['true', 'false'] },
  'spark.sql.variable.substitute': { fallback: 'true', values: ['true', 'false'] },
  'spark.sql.parquet.datetimeRebaseModeInWrite': { fallback: 'EXCEPTION', values: ['EXCEPTION', 'CORRECTED'] },
  'spark.sql.parquet.int96RebaseModeInWrite': { fallback: 'EXCEPTION', values: ['EXCEPTION', 'CORRECTED'] },
  'spark.sql.parquet.outputTimestampType': { fallback: 'INT96', values: ['INT96', 'TIMESTAMP_MICROS', 'TIMESTAMP_MILLIS'] },
  'spark.sql.parquet.compression.codec': { fallback: 'snappy', values: ['snappy', 'gzip', 'zstd', 'none', 'uncompressed'] },
  'spark.sql.columnNameOfCorruptRecord': { fallback: '_corrupt_record' },
  'spark.sql.mapKeyDedupPolicy': { fallback: 'EXCEPTION', values: ['EXCEPTION'] },
  'spark.sql.storeAssignmentPolicy': { fallback: 'ANSI' },
  'spark.sql.groupByOrdinal': { fallback: 'true', values: ['true'] },
  'spark.sql.orderByOrdinal': { fallback: 'true', values: ['true'] },
  'spark.sql.groupByAliases': { fallback: 'true', values: ['true'] },
  'spark.sql.crossJoin.enabled': { fallback: 'true', values: ['true'] },
  'spark.sql.decimalOperations.allowPrecisionLoss': { fallback: 'true', values: ['true'] },
  'spark.sql.timestampType': { fallback: 'TIMESTAMP_LTZ', values: ['TIMESTAMP_LTZ'] },
  'spark.sql.shuffle.partitions': { fallback: '200', type: 'int' },
  'spark.sql.adaptive.enabled': { fallback: 'true', type: 'boolean' },
  'spark.sql.adaptive.coalescePartitions.enabled': { fallback: 'true', type: 'boolean' },
  'spark.sql.adaptive.skewJoin.enabled': { fallback: 'true', type: 'boolean' },
  'spark.sql.adaptive.advisoryPartitionSizeInBytes': { fallback: '64MB' },
  'spark.sql.autoBroadcastJoinThreshold': { fallback: '10485760b' },
  'spark.sql.broadcastTimeout': { fallback: '300' },
  'spark.sql.files.maxPartitionBytes': { fallback: '134217728b' },
  'spark.sql.files.maxRecordsPerFile': { fallback: '0', values: ['0'] },
  'spark.sql.files.openCostInBytes': { fallback: '4194304b' },
  'spark.sql.inMemoryColumnarStorage.compressed': { fallback: 'true', type: 'boolean' },
  'spark.sql.inMemoryColumnarStorage.batchSize': { fallback: '10000', type: 'int' },
  'spark.sql.join.preferSortMergeJoin': { fallback: 'true', type: 'boolean' },
  'spark.sql.cbo.enabled': { fallback: 'false', type: 'boolean' },
  'spark.sql.codegen.wholeStage': { fallback: 'true', type: 'boolean' },
  'spark.sql.statistics.fallBackToHdfs': { fallback: 'false', type: 'boolean' },
}));

const HARMLESS = /^spark\.sql\.(?:adaptive|cbo|statistics|inMemoryColumnarStorage|execution\.arrow|ui|thriftServer|streaming|bucketing)\./;
const NAMESPACES = new Set(`adaptive allowNamedFunctionArguments analyzer ansi autoBroadcastJoinThreshold avro broadcastExchange broadcastTimeout bucketing cache
  caseSensitive cbo chunkSize classic codegen columnNameOfCorruptRecord columnVector constraintPropagation crossJoin csv cte catalog catalogImplementation
  charAsVarchar datetime decimalOperations debug defaultCatalog defaultColumn defaultSizeInBytes dialect error event execution extensions files filesourceTableRelationCacheSize
  function globalTempDatabase groupByAliases groupByOrdinal hive icu inMemoryColumnarStorage inMemoryTableScanStatistics join json jsonGenerator keepCommandOutput
  lateralColumnAlias leafNodeDefaultParallelism legacy limit listeners mapKeyDedupPolicy maven maxConcurrentOutputFileWriters maxMetadataStringLength maxPlanStringLength
  maxSinglePartitionBytes metadataCacheTTLSeconds nativeDataSource objectHashAggregate optimizeNullAwareAntiJoin optimizer orc orderByOrdinal parquet parser
  percentileDisc pivotMaxValues planChangeLog pyspark queryExecutionListeners readSideCharPadding redaction repl requireAllClusterKeysForCoPartition
  requireAllClusterKeysForDistribution retainGroupColumns runSQLOnFiles scriptTransformation selfJoinAutoResolveAmbiguity session shuffle shuffleDependency sort sortMergeJoinExec
  sources stableDerivedColumnAlias statistics storeAssignmentPolicy streaming streamingAggregation subexpressionElimination subquery thriftServer thriftserver timeTravelTimestampKey
  timestampType truncateTable tvf ui unionOutputPartitioning variable view warehouse window windowExec xml`.split(/\s+/));
const STATIC = new Set(['spark.sql.warehouse.dir', 'spark.sql.extensions', 'spark.sql.catalogImplementation', 'spark.sql.globalTempDatabase',
  'spark.sql.sources.schemaStringLengthThreshold', 'spark.sql.filesourceTableRelationCacheSize', 'spark.sql.queryExecutionListeners', 'spark.sql.hive.metastore.version']);
const CORE = /^spark\.(?:executor|driver|master|app|submit|yarn|kubernetes|local|task|memory|serializer|kryo|shuffle|io|rdd|network|rpc|scheduler|speculation|storage|ui|eventLog|files|jars|default|dynamicAllocation|broadcast|cleaner|hadoop|history|metrics|port|r|python|security|stage|eventlog|locality|acls|admin|authenticate|redaction|resources|checkpoint|worker|deploy|cores|extraListeners|logConf|decommission|excludeOnFailure|barrier|plugins|repl|appStateStore)\b/;

export class Settings {
  constructor() { this.values = new Map(); }

  /** The value of a key, its default included; undefined for an unknown key that was not set. */
  get(key) { return this.values.get(key) ?? KNOWN.get(key)?.fallback; }

  shown(key) {
    const value = this.get(key);
    if (value !== undefined) return value;
    if (isSparkKey(key)) return refuse(`the default of the setting ${key}`);
    return '<undefined>';
  }

  set(key, value) {
    if (STATIC.has(key)) fail('_LEGACY_ERROR_TEMP_1325', `Cannot modify the value of a static config: ${key}.`);
    if (CORE.test(key)) fail('CANNOT_MODIFY_CONFIG', `Cannot modify the value of the Spark config: "${key}".`);
    checkType(key, value);
    if (!followed(key, value)) refuse(`SET ${key}=${value}`);
    this.values.set(key, KNOWN.get(key)?.values?.find((v) => v.toLowerCase() === value.toLowerCase()) ?? value);
  }

  reset(key) {
    if (STATIC.has(key)) fail('_LEGACY_ERROR_TEMP_1325', `Cannot modify the value of a static config: ${key}.`);
    this.values.delete(key);
  }

  resetAll() { this.values.clear(); }
}

function isSparkKey(key) {
  const m = /^spark\.sql\.([A-Za-z0-9]+)/.exec(key);
  return m ? NAMESPACES.has(m[1]) : key.startsWith('spark.');
}

function followed(key, value) {
  const known = KNOWN.get(key);
  if (known) return !known.values || known.values.some((v) => v.toLowerCase() === value.toLowerCase());
  return HARMLESS.test(key) || !isSparkKey(key);
}

function checkType(key, value) {
  const type = KNOWN.get(key)?.type ?? (KNOWN.get(key)?.values?.includes('true') || ['true', 'false'].includes(KNOWN.get(key)?.fallback) ? 'boolean' : undefined);
  if (type === 'int' && !/^[+-]?\d+$/.test(value.trim())) fail(null, `${key} should be int, but was ${value}`);
  if (type === 'boolean' && !/^(?:true|false)$/i.test(value.trim())) fail(null, `${key} should be boolean, but was ${value}`);
}

/** Replaces ${key} by what is set, as Spark does in the text of every statement; a key that is not set becomes nothing. */
export function substitute(text, settings) {
  if (!text.includes('${') || settings.get('spark.sql.variable.substitute') === 'false') return text;
  let result = text;
  for (let depth = 0; depth < 40 && result.includes('${'); depth++) {
    const next = result.replace(/\$\{(?:(?:spark|sparkconf|hivevar|hiveconf):)?([^}$]+)\}/g, (whole, key) => {
      if (/^(?:env|system):/.test(key)) refuse(`the variable \${${key}}`);
      return settings.get(key) ?? '';
    });
    if (next === result) break;
    result = next;
  }
  return result;
}
