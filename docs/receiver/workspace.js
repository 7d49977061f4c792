// A workspace that knows one answer: enough for a driver to open a session, execute, fetch and close over Thrift.
// It answers every statement with one row, and refuses those that name `secret_table`.
// In a folder where @databricks/sql is installed, whose Thrift types it uses: node workspace.js [PORT]
const { randomBytes, randomUUID } = require('node:crypto');
const Int64 = require('node-int64');
const thrift = require('thrift');
const Service = require('@databricks/sql/thrift/TCLIService');
const T = require('@databricks/sql/thrift/TCLIService_types');

const ok = () => new T.TStatus({ statusCode: T.TStatusCode.SUCCESS_STATUS });
const handle = () => new T.THandleIdentifier({
  guid: Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), secret: randomBytes(16) });

const rows = (values) => new T.TFetchResultsResp({
  status: ok(),
  hasMoreRows: false,
  results: new T.TRowSet({
    startRowOffset: new Int64(0), rows: [],
    columns: [new T.TColumn({ i32Val: new T.TI32Column({ values, nulls: Buffer.alloc(1) }) })],
  }),
});
const schema = () => new T.TGetResultSetMetadataResp({
  status: ok(),
  resultFormat: T.TSparkRowSetType.COLUMN_BASED_SET,
  schema: new T.TTableSchema({ columns: [new T.TColumnDesc({
    columnName: 'one', position: 1,
    typeDesc: new T.TTypeDesc({ types: [new T.TTypeEntry({
      primitiveEntry: new T.TPrimitiveTypeEntry({ type: T.TTypeId.INT_TYPE }) })] }),
  })] }),
});
const status = () => new T.TGetOperationStatusResp({
  status: ok(), operationState: T.TOperationState.FINISHED_STATE, hasResultSet: true });
const refused = () => new T.TExecuteStatementResp({
  status: new T.TStatus({ statusCode: T.TStatusCode.ERROR_STATUS, sqlState: '42P01',
    errorMessage: '[TABLE_OR_VIEW_NOT_FOUND] The table `secret_table` cannot be found. SQLSTATE: 42P01' }) });
const executed = () => new T.TExecuteStatementResp({
  status: ok(),
  operationHandle: new T.TOperationHandle({ operationId: handle(), operationType: 0, hasResultSet: true }),
  directResults: new T.TSparkDirectResults({ operationStatus: status(), resultSetMetadata: schema(), resultSet: rows([1]) }),
});

thrift.createWebServer({ files: undefined, services: { '/sql/1.0/warehouses/0123456789abcdef': {
  transport: thrift.TBufferedTransport,
  protocol: thrift.TBinaryProtocol,
  processor: Service,
  handler: {
    OpenSession: (request, result) => result(null, new T.TOpenSessionResp({
      status: ok(), sessionHandle: new T.TSessionHandle({ sessionId: handle() }),
      serverProtocolVersion: T.TProtocolVersion.SPARK_CLI_SERVICE_PROTOCOL_V8 })),
    ExecuteStatement: (request, result) => result(null, /secret_table/.test(request.statement) ? refused() : executed()),
    GetOperationStatus: (request, result) => result(null, status()),
    GetResultSetMetadata: (request, result) => result(null, schema()),
    FetchResults: (request, result) => result(null, rows([])),
    CloseOperation: (request, result) => result(null, new T.TCloseOperationResp({ status: ok() })),
    CloseSession: (request, result) => result(null, new T.TCloseSessionResp({ status: ok() })),
  },
} } }).listen(Number(process.argv[2] ?? 8081), '127.0.0.1');
