using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

public class SimulatePrincipalPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicySourceArn { get; set; }

    public List<string> PolicyInputList { get; set; }

    public List<string> ActionNames { get; set; }

    public List<string> ResourceArns { get; set; }

    public string CallerArn { get; set; }

    public int? MaxItems { get; set; }

    public string Marker { get; set; }

    public List<ContextEntry> ContextEntries { get; set; }
}

public class SimulatePrincipalPolicyResponse : AmazonWebServiceResponse
{
    public List<EvaluationResult> EvaluationResults { get; set; }

    public bool? IsTruncated { get; set; }

    public string Marker { get; set; }
}

public class EvaluationResult
{
    public string EvalActionName { get; set; }

    public string EvalResourceName { get; set; }

    public PolicyEvaluationDecisionType EvalDecision { get; set; }

    public List<string> MissingContextValues { get; set; }
}

public class ContextEntry
{
    public string ContextKeyName { get; set; }

    public List<string> ContextKeyValues { get; set; }

    public ContextKeyTypeEnum ContextKeyType { get; set; }
}
