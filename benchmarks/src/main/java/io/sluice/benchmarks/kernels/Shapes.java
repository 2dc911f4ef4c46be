package io.sluice.benchmarks.kernels;

import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.program.QueryCompiler;
import io.sluice.cep.program.expr.RowCondition;
import io.sluice.cep.program.expr.RowTest;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Three conditions over rows of (category, amount, country, home), in each form of code. */
final class Shapes {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final ClassDesc TEST = RowTest.class.describeConstable().orElseThrow();
  private static final ClassDesc DOUBLE = Double.class.describeConstable().orElseThrow();
  private static final ClassDesc SELF =
      ClassDesc.of(Shapes.class.getPackageName(), "GeneratedCondition");
  private static final MethodType ROW = MethodType.methodType(boolean.class, Object[].class);

  private final Conditions.Form form;

  Shapes(Conditions.Form form) {
    this.form = form;
  }

  RowTest less(double bound) {
    return switch (form) {
      case CLOSURES -> closure("amount < " + bound + "e0");
      case HANDLES -> of(part("isLess", bound));
      case CLASSES -> generated(null, false, true, bound);
    };
  }

  RowTest first(String category, double bound) {
    return switch (form) {
      case CLOSURES -> closure("category = '" + category + "' AND amount > " + bound + "e0");
      case HANDLES -> of(and(part("isCategory", category), part("isGreater", bound)));
      case CLASSES -> generated(category, false, false, bound);
    };
  }

  RowTest second(double bound) {
    return switch (form) {
      case CLOSURES -> closure("country <> home AND amount > " + bound + "e0");
      case HANDLES -> of(and(part("isAbroad", null), part("isGreater", bound)));
      case CLASSES -> generated(null, true, false, bound);
    };
  }

  // ---- as the engine makes them ----

  private static RowTest closure(String condition) {
    String script =
        """
        CREATE STREAM s (category STRING, amount DOUBLE, country STRING, home STRING,
          ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
        CREATE PATTERN p AS SELECT t FROM s MATCH_RECOGNIZE (ORDER BY ts MEASURES A.ts AS t
          PATTERN (A -> B) WITHIN INTERVAL '1' SECOND DEFINE A AS %s) AS m"""
            .formatted(condition);
    var pattern =
        (Compiled.Query) StatementCompiler.compile(script, Catalog.EMPTY).statements().getLast();
    var match = Objects.requireNonNull(QueryCompiler.compile(pattern.standing()).match());
    return ((RowCondition) Objects.requireNonNull(match.variables().getFirst().evaluator())).test();
  }

  // ---- method handles ----

  private record Handle(MethodHandle handle) implements RowTest {
    @Override
    public boolean holds(Object[] values) {
      try {
        return (boolean) handle.invokeExact(values);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static RowTest of(MethodHandle handle) {
    return new Handle(handle);
  }

  private static MethodHandle part(String name, @Nullable Object constant) {
    try {
      if (constant == null) {
        return LOOKUP.findStatic(Shapes.class, name, ROW);
      }
      Class<?> type = constant instanceof Double ? double.class : String.class;
      MethodHandle of =
          LOOKUP.findStatic(
              Shapes.class, name, MethodType.methodType(boolean.class, type, Object[].class));
      return MethodHandles.insertArguments(of, 0, constant);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle and(MethodHandle a, MethodHandle b) {
    MethodHandle no =
        MethodHandles.dropArguments(
            MethodHandles.constant(boolean.class, false), 0, Object[].class);
    return MethodHandles.guardWithTest(a, b, no);
  }

  static boolean isLess(double bound, Object[] values) {
    return values[1] instanceof Double v && v < bound;
  }

  static boolean isGreater(double bound, Object[] values) {
    return values[1] instanceof Double v && v > bound;
  }

  static boolean isCategory(String category, Object[] values) {
    return category.equals(values[0]);
  }

  static boolean isAbroad(Object[] values) {
    return values[2] != null && values[3] != null && !values[2].equals(values[3]);
  }

  // ---- the class-file API ----

  private static final Map<String, MethodHandle> MADE = new HashMap<>();

  /** One class a shape; constants are fields. */
  private static RowTest generated(
      @Nullable String category, boolean abroad, boolean less, double bound) {
    MethodHandle maker =
        MADE.computeIfAbsent(
            (category != null) + " " + abroad + " " + less,
            key -> shape(category != null, abroad, less));
    try {
      return (RowTest) maker.invoke(category, bound);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle shape(boolean category, boolean abroad, boolean less) {
    MethodTypeDesc make =
        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String, ConstantDescs.CD_double);
    byte[] bytes =
        ClassFile.of()
            .build(
                SELF,
                type -> {
                  int fields = ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL;
                  type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                  type.withInterfaceSymbols(TEST);
                  type.withField("text", ConstantDescs.CD_String, fields);
                  type.withField("bound", ConstantDescs.CD_double, fields);
                  type.withMethodBody(
                      ConstantDescs.INIT_NAME,
                      make,
                      ClassFile.ACC_PUBLIC,
                      code ->
                          code.aload(0)
                              .invokespecial(
                                  ConstantDescs.CD_Object,
                                  ConstantDescs.INIT_NAME,
                                  ConstantDescs.MTD_void)
                              .aload(0)
                              .aload(1)
                              .putfield(SELF, "text", ConstantDescs.CD_String)
                              .aload(0)
                              .dload(2)
                              .putfield(SELF, "bound", ConstantDescs.CD_double)
                              .return_());
                  type.withMethodBody(
                      "holds",
                      MethodTypeDesc.of(
                          ConstantDescs.CD_boolean, ConstantDescs.CD_Object.arrayType()),
                      ClassFile.ACC_PUBLIC,
                      code -> holds(code, category, abroad, less));
                });
    try {
      MethodHandles.Lookup there = LOOKUP.defineHiddenClass(bytes, true);
      MethodType of = MethodType.methodType(void.class, String.class, double.class);
      return there.findConstructor(there.lookupClass(), of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void holds(CodeBuilder code, boolean category, boolean abroad, boolean less) {
    Label no = code.newLabel();
    MethodTypeDesc equals = MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object);
    if (category) {
      code.aload(0).getfield(SELF, "text", ConstantDescs.CD_String);
      code.aload(1).loadConstant(0).aaload();
      code.invokevirtual(ConstantDescs.CD_String, "equals", equals).ifeq(no);
    }
    if (abroad) {
      code.aload(1).loadConstant(2).aaload().ifnull(no);
      code.aload(1).loadConstant(3).aaload().ifnull(no);
      code.aload(1).loadConstant(2).aaload().aload(1).loadConstant(3).aaload();
      code.invokevirtual(ConstantDescs.CD_Object, "equals", equals).ifne(no);
    }
    code.aload(1).loadConstant(1).aaload().astore(2);
    code.aload(2).instanceOf(DOUBLE).ifeq(no);
    code.aload(2).checkcast(DOUBLE);
    code.invokevirtual(DOUBLE, "doubleValue", MethodTypeDesc.of(ConstantDescs.CD_double));
    code.aload(0).getfield(SELF, "bound", ConstantDescs.CD_double);
    if (less) {
      code.dcmpg().ifge(no);
    } else {
      code.dcmpl().ifle(no);
    }
    code.iconst_1().ireturn();
    code.labelBinding(no).iconst_0().ireturn();
  }
}
