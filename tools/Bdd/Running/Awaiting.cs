using System.Diagnostics;
using System.Reflection;

namespace Validation.Bdd.Running;

/// <summary>Calls a binding and waits for what it returns; its exceptions keep their stack.</summary>
[StackTraceHidden]
internal static class Awaiting
{
    public static async Task<object?> InvokeAsync(MethodInfo method, ObjectContainer container, object?[] arguments)
    {
        var target = method.IsStatic ? null : container.Resolve(method.DeclaringType!);
        var returned = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
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

    private static object? Result(Task task) => task.GetType().GetProperty(nameof(Task<>.Result))?.GetValue(task);

    private static bool IsValueTask(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);
}
