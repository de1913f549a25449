using System.Collections.Immutable;
using System.Reflection;

namespace Validation.Bdd;

/// <summary>A feature to be held against the bindings.</summary>
/// <param name="Path">Its path, for messages.</param>
/// <param name="Content">Its text.</param>
public sealed record FeatureText(string Path, string Content);

/// <summary>One step attribute on one method.</summary>
/// <param name="Id">Position in the inventory.</param>
/// <param name="Kinds">The steps it binds: <c>Given</c>, or <c>Any</c>.</param>
/// <param name="Expression">The attribute's text.</param>
/// <param name="Method">The method.</param>
public sealed record StepBinding(int Id, string Kinds, string Expression, MethodInfo Method)
{
    /// <inheritdoc />
    public override string ToString() => $"{Method.DeclaringType!.Name}.{Method.Name} [{Kinds}(\"{Expression}\")]";
}

/// <summary>A step in a feature.</summary>
/// <param name="Path">The feature.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Text">Its text, with the values of an example row.</param>
public sealed record StepUse(string Path, int Line, string Text);

/// <summary>A binding and the steps that use it.</summary>
/// <param name="Binding">The binding.</param>
/// <param name="Uses">Where it is used; never empty.</param>
public sealed record UsedBinding(StepBinding Binding, ImmutableArray<StepUse> Uses);

/// <summary>A step without a binding of its own, or a feature that breaks a rule.</summary>
/// <param name="Step">The step; its text is empty when the feature itself is wrong.</param>
/// <param name="Id">The rule, as the build names it: VALB002 undefined, VALB003 ambiguous, VALB004 misfit.</param>
/// <param name="Message">One sentence.</param>
public sealed record UnboundStep(StepUse Step, string Id, string Message);

/// <summary>How features use bindings. All is well when <see cref="Unused"/> and <see cref="Unbound"/> are empty.</summary>
/// <param name="Used">Bindings with at least one step.</param>
/// <param name="Unused">Bindings without a step.</param>
/// <param name="Unbound">Steps that bind not exactly once, and features that break a rule.</param>
public sealed record StepUsage(ImmutableArray<UsedBinding> Used, ImmutableArray<StepBinding> Unused, ImmutableArray<UnboundStep> Unbound)
{
    /// <summary>Steps with several bindings.</summary>
    public IEnumerable<UnboundStep> Ambiguous => Unbound.Where(u => u.Id == Features.FeatureRules.Ambiguous);

    /// <summary>Steps with no binding.</summary>
    public IEnumerable<UnboundStep> Undefined => Unbound.Where(u => u.Id == Features.FeatureRules.Undefined);
}
