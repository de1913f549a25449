using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Validation.Bdd.Running;

/// <summary>Calls a binding and waits for what it returns.</summary>
internal static class Awaiting
{
    // Not MethodInfo.Invoke: NUnit cuts the stack of a failed assertion at the first frame of reflection, before the feature's line.
    private static readonly ConcurrentDictionary<MethodInfo, Func<object?, object?[], object?>> Calls = new();

    public static async Task<object?> InvokeAsync(MethodInfo method, ObjectContainer container, object?[] arguments)
    {
        var target = method.IsStatic ? null : container.Resolve(method.ReflectedType!);
        var returned = Calls.GetOrAdd(method, Compile)(target, arguments);
        switch (returned)
        {
            case Task task:
                await task;
                return Result(task);
            case ValueTask task:
                await task;
                return null;
            case not null when IsValueTask(returned.GetType()):
                var asTask = (Task)returned.GetType().GetMethod(nameof(ValueTask.AsTask))!.Invoke(returned, null)!;
                await asTask;
                return Result(asTask);
            default:
                return returned;
        }
    }

    /// <summary>What a method's caller gets in the end: the result of the task, or the type itself.</summary>
    public static Type ResultOf(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || IsValueTask(type)) ? type.GetGenericArguments()[0] : type;

    private static Func<object?, object?[], object?> Compile(MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object), "target");
        var arguments = Expression.Parameter(typeof(object[]), "arguments");
        var values = method.GetParameters()
            .Select((p, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType));
        Expression call = Expression.Call(method.IsStatic ? null : Expression.Convert(target, method.DeclaringType!), method, values);
        Expression body = method.ReturnType == typeof(void)
            ? Expression.Block(call, Expression.Constant(null))
            : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<object?, object?[], object?>>(body, target, arguments).Compile();
    }

    private static object? Result(Task task) => task.GetType().GetProperty(nameof(Task<>.Result))?.GetValue(task);

    private static bool IsValueTask(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);
}
