// The language of Sluice: streaming SQL with row patterns.
//
// One file for two targets: Java (the server) and TypeScript (the console, by antlr-ng). So it holds no actions,
// no predicates and no target options. What helps people stands beside it: phrases.json names the rules in words
// for error messages, and each meaning of a name has its small rule (streamRef, columnName, patternVariable, ...),
// which is what completion asks for.
//
// Expressions are written in levels, without left recursion: the AND of BETWEEN cannot be mistaken for the other
// one, and a walk over the automaton of this grammar meets no precedence.
grammar Sluice;

options { caseInsensitive = true; }

// ---- entry points ---------------------------------------------------------------------------------------------

script : ';'* (statement (';'+ statement)* ';'*)? EOF ;

singleStatement : statement EOF ;

singleExpression : expression EOF ;

// ---- statements -----------------------------------------------------------------------------------------------

statement
  : createStatement
  | alterStatement
  | pauseStatement
  | resumeStatement
  | dropStatement
  | showStatement
  | describeStatement
  | explainStatement
  | replayStatement
  | diffStatement
  | testStatement
  | insertStatement
  | queryStatement
  ;

createStatement
  : CREATE (OR REPLACE)? (streamDefinition | tableDefinition | viewDefinition | patternDefinition)
  ;

streamDefinition : STREAM newStreamName columnDefinitions? storageOption* (AS query)? ;

tableDefinition : TABLE newStreamName columnDefinitions? storageOption* (AS query)? ;

viewDefinition : VIEW newStreamName AS query ;

patternDefinition
  : PATTERN newPatternName parameterDefinitions? (COMMENT stringLiteral)? properties? AS patternBody
  ;

patternBody : (INSERT INTO streamRef columnList?)? patternQuery ;

parameterDefinitions : '(' parameterDefinition (',' parameterDefinition)* ')' ;

parameterDefinition : parameterName dataType DEFAULT expression ;

columnDefinitions : '(' columnItem (',' columnItem)* ')' ;

columnItem
  : WATERMARK FOR columnName AS expression (IDLE AFTER intervalLiteral)?   # watermarkItem
  | PARTITION KEY columnList                                               # partitionKeyItem
  | PRIMARY KEY columnList (NOT ENFORCED)?                                 # primaryKeyItem
  | newColumnName dataType columnConstraint*                               # columnDefinition
  ;

columnConstraint : NOT NULL | PRIMARY KEY ;

storageOption
  : LATE (TO streamRef | DROP)                                             # lateOption
  | RETAIN (intervalLiteral | (INTEGER | STRING) sizeUnit)                 # retainOption
  | properties                                                             # propertiesOption
  ;

properties : WITH '(' property (',' property)* ')' ;

property : propertyKey '=' propertyValue ;

propertyKey : stringLiteral | identifier ('.' identifier)* ;

propertyValue : stringLiteral | '-'? numberLiteral | TRUE | FALSE ;

columnList : '(' columnName (',' columnName)* ')' ;

alterStatement
  : ALTER PATTERN patternRef ( SET assignment (',' assignment)*
                             | AS patternBody (stateFate STATE)? (DRY RUN)? )
  ;

stateFate : CARRY | DRAIN | REBUILD ;

assignment : assignedName '=' expression ;

pauseStatement : PAUSE PATTERN patternRef ;

resumeStatement : RESUME PATTERN patternRef ;

dropStatement : DROP (PATTERN (IF EXISTS)? patternRef | (STREAM | TABLE | VIEW) (IF EXISTS)? streamRef) ;

showStatement : SHOW (PATTERNS | STREAMS | TABLES) (LIKE stringLiteral)? ;

describeStatement : DESCRIBE EXTENDED? objectRef ;

explainStatement
  : EXPLAIN ( WHY NOT? PATTERN patternRef FOR '(' assignment (',' assignment)* ')' (BETWEEN valueExpression AND valueExpression)?
            | explainKind? statement )
  ;

explainKind : LOGICAL | PHYSICAL | AUTOMATON | STATE ;

replayStatement : REPLAY PATTERN patternRef FROM valueExpression (TO valueExpression)? (INTO streamRef)? ;

diffStatement : DIFF PATTERN patternRef (VERSION INTEGER)? WITH patternBody FROM valueExpression (TO valueExpression)? ;

testStatement
  : TEST PATTERN patternRef GIVEN givenRows (',' givenRows)* (ADVANCE TO valueExpression)?
    EXPECT (NOTHING | EXACTLY? rowValue (',' rowValue)*)
  ;

givenRows : streamRef VALUES rowValue (',' rowValue)* ;

rowValue : '(' expression (',' expression)* ')' ;

insertStatement : INSERT INTO streamRef columnList? (query | VALUES rowValue (',' rowValue)*) ;

queryStatement : query ;

// ---- queries --------------------------------------------------------------------------------------------------

query : commonTables? selectCore (UNION ALL selectCore)* emitClause? limitClause? ;

// A pattern reads something. That its FROM must be there is also what keeps DIFF ... WITH query FROM time apart
// from the FROM of a query at the first look: with one rule for both every FROM cost a long look ahead.
patternQuery : commonTables? patternSelect (UNION ALL patternSelect)* emitClause? limitClause? ;

commonTables : WITH commonTable (',' commonTable)* ;

commonTable : newStreamName AS '(' query ')' ;

emitClause : EMIT (FINAL | CHANGES | EARLY (EVERY intervalLiteral)?) ;

limitClause : LIMIT INTEGER ;

selectCore : selectList fromClause? selectTail ;

patternSelect : selectList fromClause selectTail ;

selectList : SELECT DISTINCT? selectItem (',' selectItem)* ;

fromClause : FROM relation joinedRelation* ;

selectTail : whereClause? groupByClause? havingClause? orderByClause? ;

whereClause : WHERE expression ;

groupByClause : GROUP BY expression (',' expression)* ;

havingClause : HAVING expression ;

orderByClause : ORDER BY sortItem (',' sortItem)* ;

selectItem
  : '*'                                            # allColumns
  | qualifier '.' '*'                              # allColumnsOf
  | expression (AS columnAlias | bareAlias)?       # selectedColumn
  ;

sortItem : expression (ASC | DESC)? (NULLS (FIRST | LAST))? ;

joinedRelation : (INNER | (LEFT | RIGHT | FULL) OUTER?)? JOIN relation ON expression ;

relation
  : windowFunction relationAlias?                                                              # windowRelation
  | MERGE '(' mergeItem (',' mergeItem)* ')' matchClause matchAlias?                           # mergedRelation
  | '(' query ')'
    (matchClause matchAlias? | relationAlias? | relationAlias matchClause matchAlias?)         # queryRelation
  | streamRef
    (matchClause matchAlias? | asOf? relationAlias? | relationAlias matchClause matchAlias?)   # namedRelation
  ;

asOf : FOR SYSTEM_TIME AS OF valueExpression ;

// Without AS a list of columns would make a misspelt MATCH_RECOGNIZE an alias.
relationAlias : AS aliasName columnList? | bareAlias ;

matchAlias : (AS aliasName | bareAlias) columnList? ;

mergeItem : streamRef (AS aliasName)? ;

windowFunction
  : windowKind '(' TABLE (streamRef | '(' query ')') (PARTITION BY expression (',' expression)*)?
    ',' DESCRIPTOR '(' columnName ')' (',' intervalLiteral)+ ')'
  ;

windowKind : TUMBLE | HOP | CUMULATE | SESSION | SLIDE ;

// ---- row patterns ---------------------------------------------------------------------------------------------

matchClause
  : MATCH_RECOGNIZE '('
      (PARTITION BY partitionItem (',' partitionItem)*)?
      (ORDER BY sortItem (',' sortItem)*)?
      (MEASURES measure (',' measure)*)?
      rowsPerMatch?
      (AFTER MATCH skipMode)?
      PATTERN '(' rowPattern? ')'
      (WITHIN intervalLiteral)?
      (GAP intervalLiteral)?
      (SUBSET subset (',' subset)*)?
      (DEFINE definition (',' definition)*)?
    ')'
  ;

partitionItem : expression (AS columnAlias)? ;

measure : expression AS columnAlias ;

rowsPerMatch
  : ONE ROW PER MATCH timeoutMatches?
  | ONE ROW PER LAST ROW
  | ALL ROWS PER MATCH ((SHOW | OMIT) EMPTY MATCHES | WITH UNMATCHED ROWS)? timeoutMatches?
  ;

timeoutMatches : SHOW TIMEOUT MATCHES ;

skipMode
  : SKIP_KW PAST LAST ROW                          # skipPastLastRow
  | SKIP_KW TO NEXT ROW                            # skipToNextRow
  | SKIP_KW TO FIRST variableRef                   # skipToFirst
  | SKIP_KW TO LAST? variableRef                   # skipToLast
  | NO SKIP_KW (LIMIT INTEGER PER ROW)?            # noSkip
  ;

subset : patternVariable '=' '(' variableRef (',' variableRef)* ')' ;

definition : patternVariable (ON streamRef)? AS expression ;

// From loose to tight: | then -> then one after the other then a quantifier.
rowPattern : patternChain ('|' patternChain)* ;

patternChain : patternPart ((ARROW | ARROW_ANY) patternPart)* ;

patternPart
  : NOT patternStep                                # negatedPart
  | patternStep+                                   # adjacentPart
  ;

patternStep : patternPrimary quantifier? ;

patternPrimary
  : PERMUTE '(' rowPattern (',' rowPattern)* ')'   # permutation
  | RELAXED '(' rowPattern ')'                     # relaxedGroup
  | STRICT '(' rowPattern ')'                      # strictGroup
  | '(' rowPattern? ')'                            # patternGroup
  | '^'                                            # partitionStart
  | '$'                                            # partitionEnd
  | EXCLUDE_BEGIN rowPattern EXCLUDE_END           # exclusion
  | variableRef                                    # variableStep
  ;

quantifier
  : ('*' | '+' | '?' | '{' INTEGER '}' | '{' lower? ',' upper? '}') reluctant?
  ;

lower : INTEGER ;

upper : INTEGER ;

reluctant : '?' ;

// ---- expressions ----------------------------------------------------------------------------------------------

expression : conjunction (OR conjunction)* ;

conjunction : negation (AND negation)* ;

negation : NOT negation | predicate ;

predicate : valueExpression predicateTail? truthTail? ;

truthTail : IS NOT? (TRUE | FALSE | UNKNOWN) ;

predicateTail
  : comparison valueExpression                                             # comparisonTail
  | NOT? BETWEEN valueExpression AND valueExpression                       # betweenTail
  | NOT? IN '(' (query | expression (',' expression)*) ')'                 # inTail
  | NOT? LIKE valueExpression (ESCAPE stringLiteral)?                             # likeTail
  | IS NOT? NULL                                                           # nullTail
  | IS NOT? DISTINCT FROM valueExpression                                  # distinctTail
  ;

comparison : '=' | '<>' | '!=' | '<' | '<=' | '>' | '>=' ;

valueExpression : term (('+' | '-' | '||') term)* ;

term : factor (('*' | '/' | '%') factor)* ;

factor : ('-' | '+') factor | subscripted ;

subscripted : primary ('[' valueExpression ']')* ;

primary
  : NULL                                                                   # nullValue
  | (TRUE | FALSE)                                                         # booleanValue
  | numberLiteral                                                                 # numberValue
  | stringLiteral                                                                 # stringValue
  | intervalLiteral                                                        # intervalValue
  | TIMESTAMP stringLiteral                                                       # timestampValue
  | ':' parameterRef                                                       # parameterValue
  | CASE expression? (WHEN expression THEN expression)+ (ELSE expression)? END  # caseValue
  | (CAST | TRY_CAST) '(' expression AS dataType ')'                       # castValue
  | EXTRACT '(' extractField FROM expression ')'                           # extractValue
  | ARRAY '[' (expression (',' expression)*)? ']'                          # arrayValue
  | EXISTS '(' query ')'                                                   # existsValue
  | '(' (query | expression (',' expression)*) ')'                         # bracketValue
  | semantics (functionCall | wordedCall | columnReference | '(' expression ')')  # semanticsValue
  | functionCall                                                           # callValue
  | wordedCall                                                             # wordedCallValue
  | columnReference                                                        # columnValue
  ;

semantics : RUNNING | FINAL ;

functionCall
  : functionName '(' (DISTINCT? argument (',' argument)*)? ')' (FILTER '(' WHERE expression ')')? (OVER '(' overClause ')')?
  ;

// Functions that the standard gives words of their own; commas do as well.
wordedCall
  : SUBSTRING '(' (expression (FROM expression (FOR expression)? | (',' expression)*))? ')'          # substringCall
  | TRIM '(' (trimSide expression? FROM expression | expression (FROM expression | (',' expression)*))? ')'  # trimCall
  | POSITION '(' (valueExpression (IN valueExpression | (',' expression)*))? ')'                     # positionCall
  ;

trimSide : BOTH | LEADING | TRAILING ;

argument
  : '*'                                            # starArgument
  | qualifier '.' '*'                              # starOfArgument
  | argumentName '=>' expression                   # namedArgument
  | expression                                     # plainArgument
  ;

overClause
  : (PARTITION BY expression (',' expression)*)? (ORDER BY sortItem (',' sortItem)*)? frame?
  ;

frame : (ROWS | RANGE) BETWEEN frameBound AND frameBound ;

frameBound : UNBOUNDED PRECEDING | CURRENT ROW | (intervalLiteral | numberLiteral | ':' parameterRef) PRECEDING ;

columnReference : columnName | qualifier '.' columnName ('.' columnName)* ;

intervalLiteral : INTERVAL stringLiteral timeUnit (TO timeUnit)? ;

numberLiteral : INTEGER | DECIMAL ;

stringLiteral : STRING ;

// ---- types ----------------------------------------------------------------------------------------------------

dataType
  : ARRAY '<' dataType '>'                                                 # arrayType
  | MAP '<' dataType ',' dataType '>'                                      # mapType
  | typeName typeArguments? timeZone? (ANALYZER stringLiteral)?                   # plainType
  ;

typeName : (IDENT | TIMESTAMP | TIME | MAP) (PRECISION | VARYING)? ;

typeArguments : '(' INTEGER (',' INTEGER)* ')' ;

timeZone : (WITH | WITHOUT) LOCAL? TIME ZONE ;

timeUnit : YEAR | MONTH | WEEK | DAY | HOUR | MINUTE | SECOND | MILLISECOND ;

// ---- names, one rule a meaning --------------------------------------------------------------------------------

newStreamName : identifier ;
newPatternName : identifier ;
newColumnName : identifier ;
parameterName : identifier ;
streamRef : identifier ;
patternRef : identifier ;
objectRef : identifier ;
columnName : identifier ;
columnAlias : identifier ;
aliasName : identifier ;
qualifier : identifier ;
parameterRef : identifier ;
assignedName : identifier ;
argumentName : identifier ;
extractField : identifier ;
sizeUnit : identifier ;

// Words that begin a clause are no names here: after them a clause that was meant would be swallowed.
bareAlias : IDENT | QUOTED | softWord | callWord ;
functionName : IDENT | QUOTED | softWord | LEFT | RIGHT ;
variableRef : variableName ;
patternVariable : variableName ;
variableName : IDENT | QUOTED | softWord | callWord | commandWord | ourWord ;

identifier : IDENT | QUOTED | softWord | callWord | commandWord | clauseWord ;

// Functions with a rule of their own, and names everywhere else.
callWord : POSITION | SUBSTRING | TRIM | TRY_CAST ;

// Clause words that the standard does not know: a pattern may have variables of these names (not EVERY, which Esper writes).
ourWord : CARRY | DRAIN | DRY | EMIT | GAP | OMIT | REBUILD | RELAXED | STRICT ;

// Keywords that are names everywhere.
softWord
  : ADVANCE | ANALYZER | AUTOMATON | BOTH | CHANGES | COMMENT | CUMULATE | CURRENT | DAY | DESCRIPTOR | EARLY | EMPTY
  | ENFORCED | EXACTLY | EXPECT | EXTENDED | EXTRACT | FIRST | GIVEN | HOP | HOUR | IDLE | IF | KEY | LAST
  | LATE | LEADING | LOCAL | LOGICAL | MAP | MATCH | MATCHES | MERGE | MILLISECOND | MINUTE | MONTH | NEXT | NOTHING | NULLS
  | OF | PAST | PATTERNS | PER | PHYSICAL | PRECEDING | PRECISION | REPLACE | RETAIN | ROW | RUN | SECOND | SESSION
  | SLIDE | STATE | STREAM | STREAMS | SYSTEM_TIME | TABLES | TIME | TIMEOUT | TIMESTAMP | TRAILING | TUMBLE | UNBOUNDED
  | UNKNOWN | UNMATCHED | VARYING | VERSION | VIEW | WATERMARK | WEEK | WHY | WITHOUT | YEAR | ZONE
  ;

// Keywords that begin a statement.
commandWord : DESCRIBE | DIFF | PAUSE | REPLAY | RESUME | SHOW | TEST ;

// Keywords that begin a clause, and so are names only where nothing else can stand.
clauseWord
  : AFTER | CARRY | DEFINE | DRAIN | DRY | EMIT | EVERY | FILTER | FINAL | FULL | GAP | LEFT | MEASURES | NO | OMIT | ONE
  | PARTITION | PATTERN | PERMUTE | PRIMARY | RANGE | REBUILD | RELAXED | RIGHT | ROWS | RUNNING | SET | SKIP_KW
  | STRICT | SUBSET | TO | WITHIN
  ;

// ---- words ----------------------------------------------------------------------------------------------------

ADVANCE : 'ADVANCE' ;
AFTER : 'AFTER' ;
ALL : 'ALL' ;
ALTER : 'ALTER' ;
ANALYZER : 'ANALYZER' ;
AND : 'AND' ;
ARRAY : 'ARRAY' ;
AS : 'AS' ;
ASC : 'ASC' ;
AUTOMATON : 'AUTOMATON' ;
BETWEEN : 'BETWEEN' ;
BOTH : 'BOTH' ;
BY : 'BY' ;
CARRY : 'CARRY' ;
CASE : 'CASE' ;
CAST : 'CAST' ;
CHANGES : 'CHANGES' ;
COMMENT : 'COMMENT' ;
CREATE : 'CREATE' ;
CUMULATE : 'CUMULATE' ;
CURRENT : 'CURRENT' ;
DAY : 'DAY' 'S'? ;
DEFAULT : 'DEFAULT' ;
DEFINE : 'DEFINE' ;
DESC : 'DESC' ;
DESCRIBE : 'DESCRIBE' ;
DESCRIPTOR : 'DESCRIPTOR' ;
DIFF : 'DIFF' ;
DISTINCT : 'DISTINCT' ;
DRAIN : 'DRAIN' ;
DROP : 'DROP' ;
DRY : 'DRY' ;
EARLY : 'EARLY' ;
ELSE : 'ELSE' ;
EMIT : 'EMIT' ;
EMPTY : 'EMPTY' ;
END : 'END' ;
ENFORCED : 'ENFORCED' ;
ESCAPE : 'ESCAPE' ;
EVERY : 'EVERY' ;
EXACTLY : 'EXACTLY' ;
EXISTS : 'EXISTS' ;
EXPECT : 'EXPECT' ;
EXPLAIN : 'EXPLAIN' ;
EXTENDED : 'EXTENDED' ;
EXTRACT : 'EXTRACT' ;
FALSE : 'FALSE' ;
FILTER : 'FILTER' ;
FINAL : 'FINAL' ;
FIRST : 'FIRST' ;
FOR : 'FOR' ;
FROM : 'FROM' ;
FULL : 'FULL' ;
GAP : 'GAP' ;
GIVEN : 'GIVEN' ;
GROUP : 'GROUP' ;
HAVING : 'HAVING' ;
HOP : 'HOP' ;
HOUR : 'HOUR' 'S'? ;
IDLE : 'IDLE' ;
IF : 'IF' ;
IN : 'IN' ;
INNER : 'INNER' ;
INSERT : 'INSERT' ;
INTERVAL : 'INTERVAL' ;
INTO : 'INTO' ;
IS : 'IS' ;
JOIN : 'JOIN' ;
KEY : 'KEY' ;
LAST : 'LAST' ;
LATE : 'LATE' ;
LEADING : 'LEADING' ;
LEFT : 'LEFT' ;
LIKE : 'LIKE' ;
LIMIT : 'LIMIT' ;
LOCAL : 'LOCAL' ;
LOGICAL : 'LOGICAL' ;
MAP : 'MAP' ;
MATCH : 'MATCH' ;
MATCHES : 'MATCHES' ;
MATCH_RECOGNIZE : 'MATCH_RECOGNIZE' ;
MEASURES : 'MEASURES' ;
MERGE : 'MERGE' ;
MILLISECOND : 'MILLISECOND' 'S'? ;
MINUTE : 'MINUTE' 'S'? ;
MONTH : 'MONTH' 'S'? ;
NEXT : 'NEXT' ;
NO : 'NO' ;
NOT : 'NOT' ;
NOTHING : 'NOTHING' ;
NULL : 'NULL' ;
NULLS : 'NULLS' ;
OF : 'OF' ;
OMIT : 'OMIT' ;
ON : 'ON' ;
ONE : 'ONE' ;
OR : 'OR' ;
ORDER : 'ORDER' ;
OUTER : 'OUTER' ;
OVER : 'OVER' ;
PARTITION : 'PARTITION' ;
PAST : 'PAST' ;
PATTERN : 'PATTERN' ;
PATTERNS : 'PATTERNS' ;
PAUSE : 'PAUSE' ;
PER : 'PER' ;
PERMUTE : 'PERMUTE' ;
PHYSICAL : 'PHYSICAL' ;
POSITION : 'POSITION' ;
PRECEDING : 'PRECEDING' ;
PRECISION : 'PRECISION' ;
PRIMARY : 'PRIMARY' ;
RANGE : 'RANGE' ;
REBUILD : 'REBUILD' ;
RELAXED : 'RELAXED' ;
REPLACE : 'REPLACE' ;
REPLAY : 'REPLAY' ;
RESUME : 'RESUME' ;
RETAIN : 'RETAIN' ;
RIGHT : 'RIGHT' ;
ROW : 'ROW' ;
ROWS : 'ROWS' ;
RUN : 'RUN' ;
RUNNING : 'RUNNING' ;
SECOND : 'SECOND' 'S'? ;
SELECT : 'SELECT' ;
SESSION : 'SESSION' ;
SET : 'SET' ;
SHOW : 'SHOW' ;
SKIP_KW : 'SKIP' ;
SLIDE : 'SLIDE' ;
STATE : 'STATE' ;
STREAM : 'STREAM' ;
STREAMS : 'STREAMS' ;
STRICT : 'STRICT' ;
SUBSET : 'SUBSET' ;
SUBSTRING : 'SUBSTRING' ;
SYSTEM_TIME : 'SYSTEM_TIME' ;
TABLE : 'TABLE' ;
TABLES : 'TABLES' ;
TEST : 'TEST' ;
THEN : 'THEN' ;
TIME : 'TIME' ;
TIMEOUT : 'TIMEOUT' ;
TIMESTAMP : 'TIMESTAMP' ;
TO : 'TO' ;
TRAILING : 'TRAILING' ;
TRIM : 'TRIM' ;
TRUE : 'TRUE' ;
TRY_CAST : 'TRY_CAST' ;
TUMBLE : 'TUMBLE' ;
UNBOUNDED : 'UNBOUNDED' ;
UNION : 'UNION' ;
UNKNOWN : 'UNKNOWN' ;
UNMATCHED : 'UNMATCHED' ;
VALUES : 'VALUES' ;
VARYING : 'VARYING' ;
VERSION : 'VERSION' ;
VIEW : 'VIEW' ;
WATERMARK : 'WATERMARK' ;
WEEK : 'WEEK' 'S'? ;
WHEN : 'WHEN' ;
WHERE : 'WHERE' ;
WHY : 'WHY' ;
WITH : 'WITH' ;
WITHIN : 'WITHIN' ;
WITHOUT : 'WITHOUT' ;
YEAR : 'YEAR' 'S'? ;
ZONE : 'ZONE' ;

// ---- signs ----------------------------------------------------------------------------------------------------

ARROW : '->' ;
ARROW_ANY : '->>' ;
EXCLUDE_BEGIN : '{-' ;
EXCLUDE_END : '-}' ;
NAMED : '=>' ;
CONCAT : '||' ;
NOT_EQUAL : '<>' ;
NOT_EQUAL_C : '!=' ;
LESS_EQUAL : '<=' ;
GREATER_EQUAL : '>=' ;
EQUAL : '=' ;
LESS : '<' ;
GREATER : '>' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
PERCENT : '%' ;
LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;
COMMA : ',' ;
DOT : '.' ;
SEMICOLON : ';' ;
COLON : ':' ;
BAR : '|' ;
CARET : '^' ;
DOLLAR : '$' ;
QUESTION : '?' ;

// ---- literals, names, and what is not read --------------------------------------------------------------------

STRING : '\'' (~'\'' | '\'\'')* '\'' ;
QUOTED : '"' (~'"' | '""')* '"' ;
DECIMAL
  : [0-9]+ '.' [0-9]* ([e] [+-]? [0-9]+)?
  | '.' [0-9]+ ([e] [+-]? [0-9]+)?
  | [0-9]+ [e] [+-]? [0-9]+
  ;
INTEGER : [0-9]+ ;
IDENT : [\p{L}_] [\p{L}\p{Nd}_]* ;

LINE_COMMENT : '--' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;
// A blank, also the ones that come along with text copied from a page.
SPACE : [ \t\r\n\f\u00A0\u200B\uFEFF]+ -> channel(HIDDEN) ;

// The lexer never fails: what nobody closed and what nobody knows are tokens too, and the parser says so.
OPEN_STRING : '\'' (~'\'' | '\'\'')* ;
OPEN_QUOTED : '"' (~'"' | '""')* ;
OPEN_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'* ;
STRANGE : . ;
